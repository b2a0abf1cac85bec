"""The main job once, end to end over the sandbox: a directive goes out, answers come back, numbers go up to the upper level."""
import csv
import io
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from demo import Demo, fetch, wait_for  # noqa: E402

SECOND = """Căn cứ kế hoạch công tác năm, Ban Thường vụ thông báo lịch tập huấn nghiệp vụ.

1. Thời gian: sáng ngày 15/12/2026, từ 7 giờ 30.

2. Thành phần: chủ tịch các công đoàn cơ sở.
"""


class MainJob(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()

    @classmethod
    def tearDownClass(cls):
        cls.demo.close()

    def api(self, path, token, data=None):
        status, text = fetch(self.demo.server + "/api/v1" + path, data, {"Authorization": "Bearer " + token})
        return status, json.loads(text)

    def token(self, unit, *more):
        status, out, errors = self.demo.command("token", "create", "--name", "story", "--unit", str(unit), *more)
        self.assertEqual(status, 0, errors)
        return max(out.split(), key=len)

    def test_story(self):
        demo = self.demo
        # A person without the right is refused; the officer gets a preview and confirms.
        self.assertIn("LĐLĐ tỉnh Sơn Hà", demo.ask("Giàng A Tủa", "gửi kế hoạch 324 cho toàn tỉnh", expect="chưa có quyền"))
        preview = demo.ask("Vũ Thu Hương", "gửi kế hoạch 324 cho toàn tỉnh, hạn 30/11", expect="Sắp gửi")
        self.assertIn("1544 người, 17 nhóm", preview)
        demo.ask("Vũ Thu Hương", "đồng ý", expect="Đang gửi")

        # Each bound group gets exactly one message with number, date, abstract, what to do, deadline, how to get the whole.
        groups = {group["id"] for group in demo.people()["groups"] if group["platform"] == "zalo"}  # the Zalo Bot's is bound to no unit
        wait_for(lambda: groups <= {send["to"] for send in demo.sends()}, "a message in every group")
        for group in groups:
            texts = [send["text"] for send in demo.sends(group) if "324/KH-LĐLĐ" in send["text"]]
            self.assertEqual(len(texts), 1)
            for part in ("28/3/2022", "Thực hiện Nghị quyết 10/NQ-BTV", "Việc cần làm", "30/11/2026", "xem 324", "máy tự động"):
                self.assertIn(part, texts[0])

        # The whole text in private, in parts within the platform's limit, nothing lost.
        tua = demo.zalo_id("Giàng A Tủa")
        demo.ask("Giàng A Tủa", "xem 324", expect="đã đọc 324")
        parts = [send["text"] for send in demo.sends(tua) if "máy trả lời tự động" not in send["text"]]
        whole = "\n".join(parts)
        self.assertTrue(all(len(part) <= 2000 for part in parts))
        for sentence in ("I. MỤC ĐÍCH, YÊU CẦU", "II. CHỈ TIÊU CỤ THỂ", "7. Thực hiện mô hình ghép", "đáp ứng yêu cầu trong tình hình mới."):
            self.assertIn(sentence, whole)
        self.assertNotIn("Nơi nhận", whole)

        # Members acknowledge, send an opinion; a chair opens a poll and a check-in; members answer in chat and group.
        self.assertIn("Đã ghi nhận", demo.ask("Giàng A Tủa", "đã đọc 324", expect="ghi nhận"))
        demo.say("Lò Thị Pánh", "Đã đọc", platform="facebook", payload="#1 ack 1")
        self.assertIn("2/", demo.ask("Lò Thị Hoa", "da doc 324", "Tổ 1 · Xưởng Cắt", expect="người trong nhóm đã đọc"))
        self.assertIn("PA-0001", demo.ask("Giàng A Tủa", "phản ánh: quạt xưởng may hỏng 3 cái", expect="PA-"))
        self.assertIn("kín", demo.ask("Lò Văn Pản", "tạo bình chọn kín: Chủ tịch thế nào? | tốt | chưa", expect="kín"))
        self.assertIn("BC1", demo.ask("Lò Văn Pản", "tạo bình chọn: Đi đâu cuối năm? | Sa Pa | Mộc Châu | hạn 17h 27/11", expect="Đã mở BC1"))
        self.assertIn("Mộc Châu", demo.ask("Giàng A Tủa", "bc1: 2", expect="chọn"))
        self.assertIn("1/", demo.ask("Lò Văn Pản", "bc1: 1", "May Sơn Hà", expect="người trong nhóm đã chọn")[:40] + "1/")
        demo.ask("Giàng Thị Mỷ", "điểm danh họp tổ 3", "Tổ 3 · Xưởng May", expect="Điểm danh")
        self.assertIn("1/18", demo.ask("Giàng A Tủa", "có mặt", "Tổ 3 · Xưởng May", expect="có mặt ("))

        # The chair's figures, typed in four ways; the officer's, lowest units first.
        for typed in ("thống kê", "thong ke", "/thongke", "tk"):
            figures = demo.ask("Lò Văn Pản", typed, expect="324/KH-LĐLĐ")
            self.assertIn("312 người", figures)
            self.assertIn("đã đọc 3 (1,0%)", figures)
            self.assertIn("2/312 đã chọn", figures)
            self.assertIn("1/18 có mặt", figures)
        province = demo.ask("Vũ Thu Hương", "thống kê", expect="Thấp nhất trước")
        self.assertIn("1544 người", province)
        self.assertNotIn("May Sơn Hà", province)

        # The upper level reads it: API scoped to a subtree, exports, the start page; the counters match the facts.
        token = self.token(1)
        directive = self.api("/directives/1", token)[1]
        numbers = json.dumps(directive)
        self.assertIn("324/KH-LĐLĐ", json.dumps(directive, ensure_ascii=False))
        self.assertIn("1544", numbers)
        self.assertEqual(self.api("/polls/1", token)[0], 200)
        self.assertEqual(self.api("/events/1", token)[0], 200)
        self.assertIn("quạt xưởng", json.dumps(self.api("/feedback", token)[1], ensure_ascii=False))
        self.assertEqual(fetch(demo.server + "/api/v1/directives")[0], 401)
        other = self.token(next(unit for unit, name in self.units() if "Bệnh viện" in name))
        self.assertEqual(self.api("/polls/1", other)[0], 404)
        self.assertEqual(self.api("/feedback", other)[1].get("feedback", []), [])
        status, out, errors = demo.command("export", "directive", "1", "--format", "csv")
        self.assertEqual(status, 0, errors)
        self.assertTrue(out.startswith("\ufeff"))
        self.assertTrue(any("May Sơn Hà" in cell for row in csv.reader(io.StringIO(out[1:])) for cell in row))
        self.assertIn("324/KH-LĐLĐ", fetch(demo.server + "/")[1])
        status, out, errors = demo.command("verify")
        self.assertEqual(status, 0, out + errors)

        # No message text, name of a member or phone in the log.
        log = demo.read_log()
        for secret in ("quạt xưởng", "Giàng A Tủa", "đã đọc 324", token):
            self.assertNotIn(secret, log)

        # A second directive, one that the test writes.
        file = os.path.join(demo.folder, "thong-bao.txt")
        with open(file, "w", encoding="utf-8") as out_file:
            out_file.write(SECOND)
        status, out, errors = demo.command("directive", "add", file, "--number", "27/TB-LĐLĐ", "--date", "2026-11-05",
                                           "--abstract", "Lịch tập huấn nghiệp vụ cán bộ công đoàn cơ sở", "--deadline", "2026-12-10")
        self.assertEqual(status, 0, errors)
        writer = self.token(1, "--write")
        status, answer = self.api("/directives", writer, {"doc": "28/TB-LĐLĐ", "issued_on": "2026-11-06", "abstract": "Thử", "body": SECOND})
        self.assertEqual(status, 201, answer)
        self.assertEqual(self.api("/directives", token, {"doc": "29/TB-LĐLĐ", "issued_on": "2026-11-06", "abstract": "Thử", "body": SECOND})[0], 403)
        demo.ask("Vũ Thu Hương", "gửi thông báo 27 cho toàn tỉnh", expect="Sắp gửi 27/TB-LĐLĐ")
        demo.ask("Vũ Thu Hương", "đồng ý", expect="Đang gửi")
        self.assertIn("27/TB-LĐLĐ", demo.ask("Giàng A Tủa", "đã đọc thông báo 27", expect="27/TB-LĐLĐ"))
        self.assertIn("sáng ngày 15/12/2026", demo.ask("Giàng A Tủa", "xem thông báo 27", expect="tập huấn"))
        self.assertIn("27/TB-LĐLĐ", demo.ask("Lò Văn Pản", "tk", expect="27/TB-LĐLĐ"))

    def units(self):
        status, out, errors = self.demo.command("unit", "list")
        self.assertEqual(status, 0, errors)
        for line in out.splitlines():
            words = line.split()
            if words and words[0].isdigit():
                yield int(words[0]), line


if __name__ == "__main__":
    unittest.main()

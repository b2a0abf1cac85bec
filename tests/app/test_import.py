"""Lists in and out through the program: an office's Excel file as it is, its problem list opened again, dry runs, repetition, round trips."""
import os
import signal
import sqlite3
import time
import unittest

import lists
from program import Case, Running, run
from config import NOTICE, free_port, table

UNITS = """Mã,Tên đơn vị,Cấp,Đơn vị cấp trên,Địa bàn,Lao động,Lao động nữ,Từ ngày
SH,LĐLĐ tỉnh Sơn Hà,Liên đoàn Lao động tỉnh,,,,,01/01/2026
,Tổ 1,Tổ,MSH-TEN > x,,,,
MSH,CĐCS Công ty TNHH May Sơn Hà,CĐCS,CĐ các KCN tỉnh,"Phường Nậm Sơn (03127); Xã Tà Lèng",340,210,01/01/2026
KCN,CĐ các KCN tỉnh,Công đoàn cấp trên,LĐLĐ tỉnh Sơn Hà,,,,01/01/2026
,Tổ 2,Tổ,CĐCS Công ty TNHH May Sơn Hà,,,,01/01/2026
,Tổ 3,,May Sơn Hà,,,,01/01/2026
,Tổ 1,Tổ,Công ty TNHH May Sơn Hà,,,,01/01/2026
V1,CĐCS Vòng Một,CĐCS,CĐCS Vòng Hai,,,,
V2,CĐCS Vòng Hai,CĐCS,CĐCS Vòng Một,,,,
"""


class Import(Case):
    def setUp(self):
        super().setUp()
        self.write("nhipcau.toml", table("storage", data="data") + NOTICE)

    def run_here(self, *args, status=0):
        result = run(*args, cwd=self.folder)
        self.assertEqual(status, result.returncode, result.stdout + result.stderr)
        return result.stdout

    def dump(self):
        with sqlite3.connect(f"file:{self.path('data/nhipcau.db')}?mode=ro", uri=True) as database:
            return "\n".join(database.iterdump())

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.path('data/nhipcau.db')}?mode=ro", uri=True) as database:
            return database.execute(sql).fetchall()

    def make_units(self):
        self.write("don-vi.csv", UNITS)
        return self.run_here("import", "units", "don-vi.csv", status=1)

    def make_list(self):
        lists.write_xlsx(self.path("danh-sach.xlsx"), lists.TITLES + lists.HEADER + lists.GOOD + lists.WRONG + lists.FOOT, lists.MERGES)

    def assert_count(self, text, label, count):
        self.assertRegex(text, rf"(?m)^  {label} +{count}$")

    def test_units_in_any_order(self):
        text = self.make_units()
        self.assert_count(text, "Tạo mới", 6)
        self.assertIn("Dòng 3: Không có đơn vị cấp trên", text)
        self.assertIn("vòng tròn", text)
        self.assertEqual([("Tổ 1",), ("Tổ 2",), ("Tổ 3",)],
                         self.ask("SELECT u.name FROM unit u JOIN unit_edge e ON e.unit_id = u.id JOIN unit p ON p.id = e.parent_id WHERE p.external_code = 'MSH' ORDER BY 1"))
        self.assertEqual([("Phường Nậm Sơn", "03127"), ("Xã Tà Lèng", "")], self.ask("SELECT commune, code FROM unit_commune ORDER BY 1"))
        before = self.dump()
        again = self.run_here("import", "units", "don-vi.csv", status=1)
        self.assert_count(again, "Không đổi", 6)
        self.assertEqual([line for line in before.splitlines() if "INTO \"audit\"" not in line], [line for line in self.dump().splitlines() if "INTO \"audit\"" not in line])

    def test_an_offices_file(self):
        self.make_units()
        self.make_list()
        before = self.dump()
        dry = self.run_here("import", "people", "danh-sach.xlsx", "--dry-run", status=1)
        self.assertIn("CHẠY THỬ", dry)
        self.assertEqual(before, self.dump())
        text = self.run_here("import", "people", "danh-sach.xlsx", "--problems", "loi.xlsx", status=1)
        for label, count in (("Dòng danh sách", 12), ("Tạo mới", 6), ("Lỗi \\(không nhập\\)", 6), ("Chuyển đơn vị", 0), ("Không đổi", 0)):
            self.assert_count(text, label, count)
            self.assert_count(dry, label, count)
        self.assertIn("2 dòng có chức vụ", text)
        people = dict((name, rest) for name, *rest in self.ask(
            "SELECT p.name, p.phone, p.birth_day, p.woman, u.name FROM person p JOIN membership m ON m.person_id = p.id JOIN unit u ON u.id = m.unit_id"))
        self.assertEqual({"Lò Văn Pản": ["+84987000123", "1980-03-05", 0, "Tổ 1"], "Giàng Thị Mỷ": ["+84987000456", "1990-03-05", 1, "Tổ 3"],
                          "Lò Thị Hoa": ["+84987000111", "1991-02-01", 1, "Tổ 1"], "Nguyễn Thị Hoa": ["+84387000222", "1990-05-07", 1, "Tổ 1"],
                          "Phàn A Chẻo": [None, "1985-08-07", 0, "Tổ 1"], "H'Mông Thị Dợ": ["+84987000333", "1995-12-12", 1, "Tổ 2"]}, people)
        self.assertEqual([("people", "import")], self.ask("SELECT subject, action FROM audit WHERE action = 'import' ORDER BY id DESC LIMIT 1"))
        self.check_problem_list()
        self.check_again()
        self.check_posts()
        self.assertIn("Every counter agrees", self.run_here("verify"))

    def check_problem_list(self):
        rows, marked, comments = lists.read_written(self.path("loi.xlsx"))
        self.assertEqual(["Lỗi", "Dòng trong tệp"], rows[0][-2:])
        self.assertEqual("Ngày, tháng, năm sinh Nam", rows[0][2])
        self.assertEqual([str(n) for n in range(16, 22)], [row[-1] for row in rows[1:]])
        self.assertEqual({"C2", "C3", "H4", "G5", "B6", "H7"}, marked)
        for row, part in ((1, "không có thật"), (2, "không có thật"), (3, "trùng với dòng 11"), (4, "chưa có tổ 9"), (5, "Thiếu họ tên"), (6, "không phải số điện thoại")):
            self.assertIn(part, rows[row][-2])
        self.assertIn("không có thật", comments["C2"])
        self.assertEqual(["7", "Trần Văn Hùng", "29/2/1987", "", "", "CĐCS Công ty TNHH May Sơn Hà", "2", "0987000444"], rows[1][:8])

    def check_again(self):
        before = self.ask("SELECT * FROM person ORDER BY id") + self.ask("SELECT * FROM membership ORDER BY id") + self.ask("SELECT * FROM unit_change ORDER BY 1, 2")
        text = self.run_here("import", "people", "danh-sach.xlsx", status=1)
        self.assert_count(text, "Không đổi", 6)
        self.assert_count(text, "Tạo mới", 0)
        self.assertEqual(before, self.ask("SELECT * FROM person ORDER BY id") + self.ask("SELECT * FROM membership ORDER BY id") + self.ask("SELECT * FROM unit_change ORDER BY 1, 2"))
        fixed = self.run_here("import", "people", "loi.xlsx", "--create-teams", status=1)   # the list of problems is a list itself
        self.assert_count(fixed, "Tạo mới", 1)                                              # the tổ that was missing
        self.assertIn("Tổ tạo thêm", fixed)

    def check_posts(self):
        text = self.run_here("import", "roles", "danh-sach.xlsx")
        self.assert_count(text, "Tạo mới", 2)
        self.assert_count(self.run_here("import", "roles", "danh-sach.xlsx"), "Không đổi", 2)
        self.assertEqual([("Lò Văn Pản", "chair", "CĐCS Công ty TNHH May Sơn Hà"), ("Phàn A Chẻo", "to_leader", "Tổ 1")],
                         self.ask("SELECT p.name, r.role, u.name FROM role r JOIN person p ON p.id = r.person_id JOIN unit u ON u.id = r.unit_id ORDER BY r.role"))

    def test_round_trip(self):
        self.make_units()
        self.make_list()
        self.run_here("import", "people", "danh-sach.xlsx", status=1)
        self.run_here("import", "roles", "danh-sach.xlsx")
        exported = {}
        for kind in ("units", "people", "roles"):
            for form in ("csv", "xlsx"):
                self.run_here("export", kind, "--format", form, "-o", f"{kind}.{form}")
                self.assert_count(self.run_here("import", kind, f"{kind}.{form}"), "Tạo mới", 0)
                self.assert_count(self.run_here("import", kind, f"{kind}.{form}"), "Cập nhật", 0)
            with open(self.path(f"{kind}.csv"), encoding="utf-8-sig", newline="") as file:
                exported[kind] = file.read()
        self.assertEqual(7, exported["people"].count("\r\n"))
        os.rename(self.path("data"), self.path("before"))
        for kind in ("units", "people", "roles"):
            self.run_here("import", kind, f"{kind}.csv")
            self.assertEqual(exported[kind], self.run_here("export", kind).lstrip("\ufeff").replace("\n", "\r\n").replace("\r\r", "\r"))

    def start_server(self):
        self.write("nhipcau.toml", table("server", port=free_port()) + table("storage", data="data") + NOTICE)
        server = Running("serve", "--config", "nhipcau.toml", log=self.path("log"), cwd=self.folder)
        self.addCleanup(server.stop, signal.SIGKILL)
        for _ in range(600):
            if os.path.exists(self.path("data/control.sock")):
                return server
            time.sleep(0.1)
        raise AssertionError(server.log_text())

    def test_through_a_running_server(self):
        server = self.start_server()
        self.make_units()
        self.make_list()
        text = self.run_here("import", "people", "danh-sach.xlsx", status=1)
        self.assert_count(text, "Tạo mới", 6)
        self.assertEqual(7, self.run_here("export", "people").count("\n"))
        self.assertEqual(0, server.stop())
        self.assertNotRegex(server.log_text(), r"987|Giàng")       # neither numbers nor names in a log
        self.assert_count(self.run_here("import", "people", "danh-sach.xlsx", status=1), "Không đổi", 6)

    def test_refused_files(self):
        self.make_units()
        self.write("a.csv", "x,y\n1,2\n")
        self.write("b.xlsx", "PK\x03\x04 not a workbook")
        for name, part in (("a.csv", "Không thấy dòng tiêu đề"), ("b.xlsx", "bị hỏng"), ("c.csv", "Không đọc được")):
            self.assert_sentence(run("import", "people", name, cwd=self.folder), 1, part)
        self.assert_sentence(run("import", "people", "a.csv", "--unit", "99", cwd=self.folder), 1, "There is no unit 99")
        self.assert_sentence(run("import", "people", "a.csv", "--as-of", "2026-02-30", cwd=self.folder), 2, "YYYY-MM-DD")
        self.assert_sentence(run("import", "animals", "a.csv", cwd=self.folder), 2, "animals")

    def test_missing_people_are_counted_not_removed(self):
        self.make_units()
        self.write("a.csv", "Họ và tên,SĐT,CĐCS,Tổ\nLò Văn A,0987000001,May Sơn Hà,1\nLò Văn B,0987000002,May Sơn Hà,1\nLò Văn C,0987000003,May Sơn Hà,2\n")
        self.write("b.csv", "Họ và tên,SĐT,CĐCS,Tổ\nLò Văn A,0987000001,May Sơn Hà,2\nLò Văn C,0987000003,May Sơn Hà,1\n")
        self.run_here("import", "people", "a.csv")
        for args in (("--dry-run",), ()):
            text = self.run_here("import", "people", "b.csv", *args)
            self.assert_count(text, "Chuyển đơn vị", 2)
            self.assertIn("tệp không có (hoặc dòng có lỗi): 1 người", text)
        self.assertEqual([(3,)], self.ask("SELECT COUNT(*) FROM membership WHERE to_day IS NULL"))


if __name__ == "__main__":
    unittest.main()

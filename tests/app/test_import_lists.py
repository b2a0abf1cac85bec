"""Lists as they are and not as they should be: births known to the year, headings of tổ within a list, people who may be somebody already."""
import os
import sqlite3
import unittest

import lists
from program import Case, run
from config import NOTICE, table

UNITS = """Mã,Tên đơn vị,Cấp,Đơn vị cấp trên,Từ ngày
SH,LĐLĐ tỉnh Sơn Hà,Liên đoàn Lao động tỉnh,,01/01/2026
MSH,CĐCS Công ty TNHH May Sơn Hà,CĐCS,LĐLĐ tỉnh Sơn Hà,01/01/2026
,Tổ 1,Tổ,CĐCS Công ty TNHH May Sơn Hà,01/01/2026
,Tổ sản xuất số 2,Tổ,CĐCS Công ty TNHH May Sơn Hà,01/01/2026
,Tổ Văn phòng,Tổ,CĐCS Công ty TNHH May Sơn Hà,01/01/2026
CPL,CĐCS Chè Pu Lan,CĐCS,LĐLĐ tỉnh Sơn Hà,01/01/2026
"""
ROWS = [["STT", "Họ và tên", "Năm sinh", "SĐT", "Ghi chú"],
        ["I. Khối văn phòng"], [1, "Lò Văn Pản", "1980", "0987000001"],
        ["Văn phòng"], [2, "Giàng Thị Mỷ", "3/1990", "0987000002"],
        ["Tổ 1: 3 người", "", "3"], [1, "Lò Thị Hoa", "1991", ""], [2, "Tô Văn Nam", "", ""], ["", "Phàn A Chẻo", "", ""], ["", "Cộng tổ 1: 3 người"],
        ["II", "Tổ sản xuất số 2"], [1, "Sùng Thị Dợ", "31/2/1990", ""], [2, "Lường Văn Ón", "'05/03/1990 ", ""],
        ["Tổ 9"], [1, "Tòng Văn Ín", "1975", "0987000009"],
        ["", "Tổng cộng: 8"], ["", "NGƯỜI LẬP BIỂU", "", "TM. BAN CHẤP HÀNH"], ["", "Lò Thị Pánh", "", "Lò Văn Pản"]]


class ImportLists(Case):
    def setUp(self):
        super().setUp()
        self.write("nhipcau.toml", table("storage", data="data") + NOTICE)
        self.write("don-vi.csv", UNITS)
        self.run_here("import", "units", "don-vi.csv")
        self.unit = str(self.ask("SELECT id FROM unit WHERE external_code = 'MSH'")[0][0])

    def run_here(self, *args, status=0):
        result = run(*args, cwd=self.folder)
        self.assertEqual(status, result.returncode, result.stdout + result.stderr)
        return result.stdout

    def ask(self, sql):
        with sqlite3.connect(f"file:{self.path('data/nhipcau.db')}?mode=ro", uri=True) as database:
            return database.execute(sql).fetchall()

    def people(self):
        return {name: rest for name, *rest in self.ask("SELECT p.name, p.birth_day, u.name FROM person p JOIN membership m ON m.person_id = p.id AND m.to_day IS NULL JOIN unit u ON u.id = m.unit_id")}

    def assert_count(self, text, label, count):
        self.assertRegex(text, rf"(?m)^  {label} +{count}$")

    def test_headings_give_the_team(self):
        lists.write_xlsx(self.path("to.xlsx"), ROWS, ["A2:E2", "A4:E4"])
        args = ("import", "people", "to.xlsx", "--unit", self.unit)
        dry = self.run_here(*args, "--dry-run", status=1)
        text = self.run_here(*args, "--problems", "loi.xlsx", status=1)
        for said in (dry, text):
            for label, count in (("Dòng danh sách", 8), ("Tạo mới", 7), ("Lỗi \\(không nhập\\)", 1), ("Bỏ qua", 9)):
                self.assert_count(said, label, count)
            self.assertRegex(said, r"dòng 4, 1 dòng bên dưới thuộc Tổ Văn phòng .*: Văn phòng")
            self.assertRegex(said, r"dòng 6, 3 dòng bên dưới thuộc Tổ 1 .*: Tổ 1: 3 người")
            self.assertRegex(said, r"dòng 11, 2 dòng bên dưới thuộc Tổ sản xuất số 2 .*: II\. Tổ sản xuất số 2")
            self.assertIn("dòng 14, 1 dòng bên dưới: Tổ 9", said)
            self.assertIn('dòng 16 "Tổng cộng: 8"', said)
        whole = "CĐCS Công ty TNHH May Sơn Hà"
        self.assertEqual({"Lò Văn Pản": ["1980", whole], "Giàng Thị Mỷ": ["1990-03", "Tổ Văn phòng"], "Lò Thị Hoa": ["1991", "Tổ 1"], "Tô Văn Nam": [None, "Tổ 1"], "Phàn A Chẻo": [None, "Tổ 1"],
                          "Lường Văn Ón": ["1990-03-05", "Tổ sản xuất số 2"], "Tòng Văn Ín": ["1975", whole]}, self.people())
        self.assert_count(self.run_here(*args, status=1), "Không đổi", 7)
        self.check_problem_list()
        self.check_export()

    def check_problem_list(self):
        rows, marked, _ = lists.read_written(self.path("loi.xlsx"))
        self.assertEqual("II. Tổ sản xuất số 2", rows[1][1])            # the heading stands over the row in this list too
        self.assertEqual({"C3"}, marked)
        self.assertEqual("12", rows[2][-1])
        fixed = [[cell.replace("31/2/1990", "1990") for cell in row] for row in rows]
        lists.write_xlsx(self.path("sua.xlsx"), fixed)
        self.assert_count(self.run_here("import", "people", "sua.xlsx", "--unit", self.unit), "Tạo mới", 1)
        self.assertEqual(["1990", "Tổ sản xuất số 2"], self.people()["Sùng Thị Dợ"])

    def check_export(self):
        text = self.run_here("export", "people")
        self.run_here("export", "people", "-o", "ra.csv")
        for part in (",Lò Văn Pản,1980,", ",Giàng Thị Mỷ,03/1990,", ",Lường Văn Ón,05/03/1990,"):
            self.assertIn(part, text)
        self.assert_count(self.run_here("import", "people", "ra.csv"), "Không đổi", 8)
        os.rename(self.path("data"), self.path("before"))
        self.run_here("import", "units", "don-vi.csv")
        self.assert_count(self.run_here("import", "people", "ra.csv"), "Tạo mới", 8)
        self.assertEqual(text, self.run_here("export", "people"))

    def test_a_team_of_a_heading_is_made(self):
        lists.write_xlsx(self.path("to.xlsx"), ROWS)
        self.run_here("import", "people", "to.xlsx", "--unit", self.unit, "--create-teams", status=1)
        self.assertEqual(["1975", "Tổ 9"], self.people()["Tòng Văn Ín"])
        self.assertEqual([(1,)], self.ask("SELECT COUNT(*) FROM unit WHERE name = 'Tổ 9'"))

    def test_one_who_may_be_somebody_already_is_taken_and_said(self):
        self.write("a.csv", "Họ và tên,Ngày sinh,SĐT,Đơn vị\nLò Thị Hoa,05/03/1990,0987000001,CĐCS Công ty TNHH May Sơn Hà > Tổ 1\nLò Thị Hoa,05/03/1990,,CĐCS Chè Pu Lan\n")
        for args in (("--dry-run",), ("--problems", "xem.xlsx")):
            text = self.run_here("import", "people", "a.csv", *args)
            self.assert_count(text, "Tạo mới", 2)
            self.assert_count(text, "Lưu ý \\(đã nhập\\)", 1)
        rows, marked, comments = lists.read_written(self.path("xem.xlsx"))
        self.assertEqual((2, set()), (len(rows), marked))                    # a remark is no error
        self.assertIn("cùng họ tên và ngày sinh", comments["A2"])
        self.assert_count(self.run_here("import", "people", "a.csv"), "Lưu ý \\(đã nhập\\)", 0)
        self.write("b.csv", "Họ và tên,Ngày sinh,SĐT,Đơn vị\nLò Thị Hoa,05/03/1990,0987000002,CĐCS Công ty TNHH May Sơn Hà\n")
        text = self.run_here("import", "people", "b.csv", "--dry-run")
        self.assertIn("cùng họ tên, cùng ngày sinh ở Tổ 1, CĐCS Công ty TNHH May Sơn Hà", text)
        self.assertEqual([(2,)], self.ask("SELECT COUNT(*) FROM person"))

    def test_two_rows_of_one_person_are_joined(self):
        self.write("a.csv", "Họ và tên,Ngày sinh,SĐT,Đơn vị\nLò Thị Hoa,1990,0987000001,CĐCS Chè Pu Lan\nLò Thị Hoa,05/03/1990,0987000002,CĐCS Công ty TNHH May Sơn Hà > Tổ 1\n")
        self.run_here("import", "people", "a.csv")
        found = self.run_here("person", "find", "lo thi hoa")
        self.assertRegex(found, r"1 +Lò Thị Hoa +1990 +CĐCS Chè Pu Lan")
        self.assertIn("CHẠY THỬ", self.run_here("person", "join", "1", "0987000002", "--dry-run"))
        self.assertEqual([(2,)], self.ask("SELECT COUNT(*) FROM membership WHERE to_day IS NULL"))
        said = self.run_here("person", "join", "1", "0987000002")
        self.assertIn("Gộp dòng 2 vào dòng 1: Lò Thị Hoa, tính ở CĐCS Chè Pu Lan", said)
        self.assertEqual([(1,)], self.ask("SELECT COUNT(*) FROM membership WHERE to_day IS NULL"))
        self.assertIn("từ trước", self.run_here("person", "join", "1", "2"))
        self.assert_sentence(run("person", "join", "2", "1", cwd=self.folder), 1, "đã được gộp vào dòng 1")
        self.assert_sentence(run("person", "join", "1", "0987000099", cwd=self.folder), 1, "Nobody on the roll")
        self.assertIn("Every counter agrees", self.run_here("verify"))

    def test_rows_of_one_year_that_cannot_be_told_apart(self):
        header = "Họ và tên,Năm sinh,SĐT,Đơn vị\n"
        here = "CĐCS Chè Pu Lan\n"
        self.write("a.csv", header + f"Lò Thị Hoa,1990,,{here}Lò Thị Hoa,05/03/1990,,{here}Lò Thị Hoa,1991,,{here}Lò Thị In,1990,0987000001,{here}Lò Thị In,1990,0987000002,{here}")
        for args in (("--dry-run",), ()):
            text = self.run_here("import", "people", "a.csv", *args, status=1)
            self.assert_count(text, "Tạo mới", 4)
            self.assertIn("Dòng 3: Trùng họ tên", text)
        self.assert_count(self.run_here("import", "people", "a.csv", status=1), "Không đổi", 4)

    def test_capitals_rename_nothing(self):
        self.write("hoa.csv", UNITS.replace("CĐCS Công ty TNHH May Sơn Hà,CĐCS", "CĐCS CÔNG TY TNHH MAY SƠN HÀ,CĐCS"))
        self.assert_count(self.run_here("import", "units", "hoa.csv"), "Không đổi", 6)
        self.assertEqual([(0,)], self.ask("SELECT COUNT(*) FROM unit_former_name"))


if __name__ == "__main__":
    unittest.main()

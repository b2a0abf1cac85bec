"""Lists as union offices keep them: worksheets made without a spreadsheet program, and read again. Made-up names."""
import re
import zipfile
from xml.sax.saxutils import escape

TITLES = [["LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN HÀ", "", "", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [],
          ["", "", "DANH SÁCH ĐOÀN VIÊN CÔNG ĐOÀN NĂM 2026"], ["", "", "(Tính đến ngày 20 tháng 11 năm 2026 của đơn vị)"], []]
HEADER = [["STT", "Thông tin đoàn viên", "", "", "", "Nơi sinh hoạt", "", "Liên hệ", "Ghi chú"],
          ["", "Họ và tên", "Ngày, tháng, năm sinh", "", "Chức vụ", "CĐCS", "Tổ", "Số ĐT", ""],
          ["", "", "Nam", "Nữ", "", "", "", "", ""],
          ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"]]
MERGES = ["A6:A8", "B6:E6", "F6:G6", "B7:B8", "C7:D7", "E7:E8", "F7:F8", "G7:G8", "H7:H8", "I6:I8", "C3:G3", "F10:F21"]
GOOD = [[1, "LÒ VĂN PẢN", ("day", 29285), "", "Chủ tịch", "CĐCS Công ty TNHH May Sơn Hà", "1", 987000123, ""],
        [2, "Giàng Thị Mỷ", "", "05/03/1990", "", "", "3", "0987 000 456", ""],
        [3, "LÒ THỊ HOA", "", "1.2.91", "", "", "1", "+84 987.000.111", ""],
        [4, "Nguyễn Thị Hoa", "", ("day", 33000), "", "", "Tổ 1", "01687000222", "số cũ"],
        [5, "Phàn A Chẻo", "7-8-1985", "", "Tổ trưởng", "", "tổ 1", "", "không có điện thoại"],
        [6, "H’MÔNG THỊ DỢ", "", "12/12/1995", "", "", "02", "84987000333", ""]]
WRONG = [[7, "Trần Văn Hùng", "29/2/1987", "", "", "", "2", "0987000444", ""],     # no leap year
         [8, "Lường Văn Ón", "31/02/1970", "", "", "", "2", "0987000555", ""],      # no such day
         [9, "Giàng A Tủa", "1/1/1992", "", "", "", "3", "0987000456", ""],         # somebody else's phone
         [10, "Lò Thị Pánh", "", "3/3/1993", "", "", "9", "0987000666", ""],        # no such tổ
         [11, "", "", "4/4/1994", "", "", "2", "0987000777", ""],                   # no name
         [12, "Sùng Thị Dợ", "", "5/5/1995", "", "", "2", "12345", ""]]             # no phone
FOOT = [["", "Tổng cộng: 12 đoàn viên"], [], ["Ấn định danh sách này có 12 người."], ["", "", "", "", "", "Nậm Sơn, ngày 20 tháng 11 năm 2026"],
        ["", "NGƯỜI LẬP", "", "", "", "TM. BAN CHẤP HÀNH"], ["", "(Ký, ghi rõ họ tên)", "", "", "", "CHỦ TỊCH"], [], ["", "Lò Thị Pánh", "", "", "", "Lò Văn Pản"]]


def column(number):
    return chr(ord("A") + number)


def cell(row, number, value):
    place = f'{column(number)}{row}'
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[1]}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else ""


def write_xlsx(path, rows, merges=()):
    body = "".join(f'<row r="{n}">' + "".join(cell(n, i, value) for i, value in enumerate(row)) + "</row>" for n, row in enumerate(rows, 1))
    merged = "<mergeCells>" + "".join(f'<mergeCell ref="{each}"/>' for each in merges) + "</mergeCells>" if merges else ""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>",
             "xl/workbook.xml": f'<workbook {main} xmlns:r="{relation}"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>',
             "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
             "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
             "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{body}</sheetData>{merged}</worksheet>"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


def read_written(path):
    """(rows of texts, places of coloured cells, {place: comment}) of a worksheet that the program wrote."""
    with zipfile.ZipFile(path) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
        comments = file.read("xl/comments1.xml").decode() if "xl/comments1.xml" in file.namelist() else ""
        styles = file.read("xl/styles.xml").decode()
    fills = re.findall(r"<fill>.*?</fill>", styles, re.S)
    coloured = {str(n) for n, xf in enumerate(re.findall(r"<xf [^>]*?/?>", styles.split("<cellXfs")[1].split("</cellXfs>")[0]))
                if "FFFFC7CE" in fills[int(re.search(r'fillId="(\d+)"', xf).group(1))]}
    rows, marked = [], set()
    for row in re.findall(r"<row .*?</row>", sheet, re.S):
        cells = {}
        for place, style, inner in re.findall(r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|>(.*?)</c>)', row, re.S):
            cells[place.rstrip("0123456789")] = re.sub(r"<[^>]*>", "", inner).replace("&gt;", ">").replace("&amp;", "&")
            if style in coloured:
                marked.add(place)
        rows.append([cells.get(column(n), "") for n in range(max((ord(c) for c in cells), default=64) - 64)])
    said = {place: "".join(re.findall(r"<t[^>]*>(.*?)</t>", text, re.S)) for place, text in re.findall(r'<comment ref="([A-Z]+\d+)".*?>(.*?)</comment>', comments, re.S)}
    return rows, marked, said

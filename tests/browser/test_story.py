"""The story of the main job in real Chromium: from the officer's message to the chair's numbers, on a phone-sized chat page."""
import os
import shutil
import sys
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from demo import Demo, wait_for  # noqa: E402

PHONE = {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2, "touch": True}}
QUIET = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]


def open_browser(profile, phone=True):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in QUIET + ["--user-data-dir=" + profile, "--window-size=1280,900"]:
        options.add_argument(argument)
    if phone:
        options.add_experimental_option("mobileEmulation", PHONE)
    return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.profile = tempfile.mkdtemp(prefix="nhipcau-chromium-")
        cls.browser = open_browser(cls.profile)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.demo.close()
        shutil.rmtree(cls.profile, ignore_errors=True)

    def picture(self, name):
        """Keeps a screenshot where NHIPCAU_PICTURES names a folder: for the people who look at it."""
        folder = os.environ.get("NHIPCAU_PICTURES")
        if folder:
            self.browser.save_screenshot(os.path.join(folder, name + ".png"))

    def visit(self, person, chat=None):
        self.browser.get(self.demo.chat)
        search = self.browser.find_element(By.CSS_SELECTOR, "input[name=q]")
        search.send_keys(person, Keys.ENTER)
        wait_for(lambda: self.links(person), "a link to " + person)[0].click()
        wait_for(lambda: self.browser.find_elements(By.CSS_SELECTOR, "input[name=text]"), "the chat of " + person)
        if chat:
            wait_for(lambda: [a for a in self.browser.find_elements(By.CSS_SELECTOR, "[data-testid=chats] a") if chat in a.text], "the group " + chat)[0].click()
            wait_for(lambda: chat in self.browser.find_element(By.CSS_SELECTOR, "header h2").text, "the group " + chat)

    def links(self, person):
        """The buttons that open this person's Zalo, once the list has come."""
        try:
            return [item.find_element(By.CSS_SELECTOR, "a.to-zalo") for item in self.browser.find_elements(By.CSS_SELECTOR, "[data-testid=people] li")
                    if person in item.text and item.find_elements(By.CSS_SELECTOR, "a.to-zalo")]
        except Exception:  # the list was swapped between two looks
            return []

    def bubbles(self):
        return [bubble.text for bubble in self.browser.find_elements(By.CSS_SELECTOR, ".bubble.bot .words")]

    def write(self, text):
        field = self.browser.find_element(By.CSS_SELECTOR, "input[name=text]")
        field.send_keys(text)
        self.browser.find_element(By.CSS_SELECTOR, "button[data-send]").click()

    def answered(self, part):
        """Waits for a bubble of the bot with this text to appear on the page as it stands: nothing reloads it."""
        def shown():
            try:
                return [text for text in self.bubbles() if part in text]
            except Exception:  # the fragment was swapped between two looks
                return []
        return wait_for(shown, f"the bot's {part!r}")[-1]

    def mark(self):
        self.browser.execute_script("window.notReloaded = true")

    def assert_not_reloaded(self):
        self.assertTrue(self.browser.execute_script("return window.notReloaded === true"))

    def assert_fits(self):
        """No sideways scrolling on a phone."""
        wide, seen = self.browser.execute_script("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        self.assertLessEqual(wide, seen)

    def test_story(self):
        self.visit("Vũ Thu Hương")
        self.write("gửi kế hoạch 324 cho toàn tỉnh, hạn 30/11")
        self.mark()
        self.assertIn("1544 người, 17 nhóm", self.answered("Sắp gửi 324/KH-LĐLĐ"))
        self.picture("preview")
        self.assert_fits()
        wait_for(lambda: [b for b in self.browser.find_elements(By.CSS_SELECTOR, ".choice") if "Đồng ý" in b.text], "the button")[0].click()
        self.answered("Đang gửi 324/KH-LĐLĐ")

        self.visit("Giàng A Tủa", "Tổ 3")
        self.answered("đã đọc 324")
        self.picture("group")
        self.assert_fits()
        self.write("đã đọc 324")
        self.mark()
        self.assertIn("1/", self.answered("người trong nhóm đã đọc"))
        self.assert_not_reloaded()

        self.visit("Giàng A Tủa")
        self.write("xem 324")
        self.answered("I. MỤC ĐÍCH, YÊU CẦU")
        self.write("phản ánh: quạt xưởng may hỏng 3 cái")
        self.answered("PA-0001")

        self.visit("Lò Văn Pản")
        self.write("tạo bình chọn: Đi tham quan cuối năm ở đâu? | Sa Pa | Mộc Châu | hạn 17h 27/11")
        self.answered("Đã mở BC1")
        self.write("điểm danh họp tổ 3")
        self.answered("Đã mở điểm danh")

        self.visit("Giàng A Tủa")
        self.write("bc1: 2")
        self.answered("2 (Mộc Châu)")
        self.write("có mặt")
        self.answered("có mặt")
        self.picture("member")

        self.visit("Lò Văn Pản")
        self.write("thong ke")
        self.mark()
        figures = self.answered("324/KH-LĐLĐ: 312 người")
        for part in ("đã đọc 1 (0,3%)", "1/312 đã chọn", "1/18 có mặt"):
            self.assertIn(part, figures)
        self.assert_not_reloaded()
        self.assert_fits()
        self.picture("chair")

        self.visit("Vũ Thu Hương")
        self.write("thống kê")
        self.assertIn("1544 người", self.answered("Thấp nhất trước"))
        self.picture("officer")

        self.browser.get(self.demo.server + "/")
        self.assertIn("324/KH-LĐLĐ", self.browser.find_element(By.TAG_NAME, "body").text)
        self.assert_fits()
        self.picture("start")


if __name__ == "__main__":
    unittest.main()

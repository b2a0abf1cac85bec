// Phrases: documents, figures, opinions, small talk.
#include "bot/language/phrases.hpp"

namespace language::phrases {

// Documents
const Phrases kHaveRead{"đã đọc", "đã xem", "đã nhận", "đã rõ", "đã nhận được", "đã nắm", "đã nắm được", "nắm được", "đã hiểu", "rõ", "nắm rõ", "đã nắm rõ", "đọc rồi", "xem rồi",
                        "nhận rồi", "nhận được rồi", "đã đọc và hiểu", "đã tiếp thu", "đã tiếp nhận", "xác nhận đã đọc", "xác nhận đã nhận", "xác nhận đã xem", "hiểu rồi",
                        "đã đọc xong", "đã xem xong", "đã đọc kỹ", "nhận được", "rõ rồi", "nắm được rồi", "đã đọc hết", "xem xong", "đọc xong"};
const Phrases kAckFiller{"rồi", "xong", "nội dung", "ạ", "cái", "bản", "được", "và hiểu", "và nắm được", "đầy đủ", "nhé"};
const Phrases kFind{"xem", "tìm", "tra", "tra cứu", "mở", "đọc", "xem lại", "tìm giúp", "xem giúp", "coi"};
const Phrases kAskFor{"xin", "cho xin", "cho em xin", "lấy", "gửi em", "gửi cho em", "gửi mình", "gửi cho mình", "gửi tôi", "gửi cho tôi", "gửi lại em", "gửi lại cho em", "gửi anh",
                      "gửi cho anh", "gửi chị", "gửi cho chị", "nội dung", "toàn văn", "cần", "em cần", "tôi cần", "có", "file", "bản", "xin lại", "xin file", "cho em", "gửi e", "gửi cho e"};
const Phrases kQuantity{"cái", "bản"};
const Phrases kNewest{"mới nhất", "mới", "gần nhất", "gần đây nhất", "vừa gửi", "mới gửi", "nào mới", "nào mới không", "mới về", "gần đây"};
const Phrases kFindFiller{"ạ", "với", "không", "nào", "này", "đó", "có", "được", "của tỉnh", "nhé", "đâu", "đâu rồi", "ở đâu", "nói gì"};
const Phrases kUntilWhen{"hạn", "hạn đến", "hạn đến hôm nào", "hạn khi nào", "bao giờ hết hạn", "khi nào hết hạn", "đến bao giờ", "đến khi nào", "hạn chót", "hết hạn"};
const Phrases kSend{"gửi", "phát hành", "chuyển", "gửi xuống", "ban hành", "phổ biến", "triển khai", "gửi ngay", "gui", "gởi"};
const Phrases kAfterTarget{"hạn", "trước", "trước ngày", "yêu cầu", "lúc", "chậm nhất", "khẩn", "hoả tốc", "và", "với", "hạn chót"};
const Phrases kAskAck{"yêu cầu xác nhận", "cần xác nhận", "yêu cầu xác nhận đã đọc", "phải xác nhận", "có xác nhận"};
const Phrases kRate{"bao nhiêu phần trăm", "tỷ lệ", "mấy phần trăm"};
const Phrases kUnitsWord{"đơn vị", "cđcs", "công đoàn cơ sở", "các đơn vị", "những cđcs", "các cđcs", "những đơn vị", "nơi", "xã phường", "đơn vị nào", "cđcs nào", "nơi nào"};
const Phrases kGotIt{"nhận", "đã nhận", "chưa nhận", "xác nhận", "đã xác nhận", "chưa xác nhận", "đã đọc", "chưa đọc", "đã gửi tới", "nhận được", "chưa nhận được", "đã nhận được"};
const Phrases kStatusFiller{"nào", "những", "các", "bao nhiêu", "mấy", "còn", "rồi", "thì", "của", "chưa", "đã", "được", "gửi", "có"};
const Meanings kTargets{
    {"level:CĐCS", {"các CĐCS", "tất cả CĐCS", "tất cả các CĐCS", "CĐCS", "các công đoàn cơ sở", "tất cả công đoàn cơ sở", "tất cả các công đoàn cơ sở", "toàn bộ CĐCS", "các đơn vị cơ sở"}},
    {"level:CĐ xã phường", {"các xã phường", "các CĐ xã phường", "các công đoàn xã phường", "CĐ xã phường", "xã phường", "các xã, phường", "công đoàn các xã phường", "tất cả các xã phường"}},
    {"level:CĐBP", {"các CĐBP", "các công đoàn bộ phận"}},
    {"level:tổ", {"các tổ", "tất cả các tổ", "các tổ công đoàn"}},
    {"role:chủ tịch CĐCS", {"chủ tịch CĐCS", "các chủ tịch CĐCS", "các chủ tịch", "chủ tịch các CĐCS", "chủ tịch công đoàn cơ sở", "các chủ tịch công đoàn cơ sở"}},
    {"sector:doanh nghiệp", {"khối doanh nghiệp", "khu vực doanh nghiệp", "các doanh nghiệp"}},
    {"toàn tỉnh", {"toàn tỉnh", "cả tỉnh"}},
    {"all", {"tất cả", "mọi người", "tất cả mọi người", "toàn thể đoàn viên", "toàn bộ đoàn viên", "tất cả đoàn viên", "toàn thể", "mn", "cả đơn vị", "toàn đơn vị", "cả tổ", "toàn tổ"}},
};
const Meanings kUrgency{{"hỏa tốc", {"hoả tốc"}}, {"thượng khẩn", {"thượng khẩn"}}, {"khẩn", {"khẩn", "gấp"}}};

// Figures
const Phrases kStats{"thống kê", "thongke", "tk", "t.kê", "số liệu", "tổng hợp", "xem thống kê", "xem số liệu", "xem tổng hợp"};
const Phrases kOwn{"tổ em", "tổ mình", "tổ tôi", "của mình", "của em", "của tôi", "đơn vị mình", "đơn vị em", "đơn vị tôi", "của đơn vị mình", "của tổ em", "của tổ mình", "bên em", "bên mình"};
const Phrases kStatsFiller{"của", "về", "theo", "cho", "ở", "trong", "tình hình", "và", "ra sao", "thế nào", "chung", "các", "ngày", "chia"};
const Phrases kUnitStart{"CĐCS", "CĐ", "công đoàn", "nghiệp đoàn", "xã", "phường", "công ty", "cty", "LĐLĐ"};
const Meanings kMetrics{
    {"overview", {"tổng quan", "chung"}},
    {"attendance", {"điểm danh", "diemdanh", "dd", "dự họp", "tỷ lệ dự họp", "có mặt", "tham dự", "tỷ lệ điểm danh"}},
    {"reads", {"đọc văn bản", "đọc", "tỷ lệ đọc", "tỷ lệ đọc văn bản", "xác nhận đã đọc", "đã đọc", "docvb", "tỷ lệ xem văn bản"}},
    {"poll", {"bình chọn", "binhchon", "bc", "biểu quyết", "kết quả bình chọn"}},
    {"feedback", {"ý kiến", "góp ý", "phản ánh", "kiến nghị", "gopy", "phananh", "kiennghi", "tâm tư", "ý kiến đoàn viên"}},
    {"members", {"đoàn viên", "số đoàn viên", "thành viên", "tổng số đoàn viên"}},
};
const Meanings kStatsAsk{
    {"reads", {"bao nhiêu người đã xem", "bao nhiêu người đã đọc", "bao nhiêu người đọc", "bao nhiêu người xem", "mấy người đã đọc", "mấy người đọc", "mấy người đã xem", "số người đã đọc",
               "tỷ lệ đọc", "tỷ lệ đọc văn bản"}},
    {"members", {"tổng số đoàn viên", "bao nhiêu đoàn viên", "số đoàn viên", "có bao nhiêu đoàn viên", "số lượng đoàn viên"}},
    {"attendance", {"bao nhiêu người điểm danh", "bao nhiêu người có mặt", "mấy người có mặt", "mấy người điểm danh", "tỷ lệ điểm danh", "bao nhiêu người đã điểm danh", "số người có mặt",
                    "tỷ lệ dự họp"}},
    {"feedback", {"bao nhiêu kiến nghị", "bao nhiêu phản ánh", "bao nhiêu góp ý", "còn bao nhiêu kiến nghị", "còn bao nhiêu phản ánh", "có bao nhiêu phản ánh", "có bao nhiêu kiến nghị"}},
};
const Meanings kBy{{"group", {"theo tổ", "chia theo tổ", "từng tổ"}},
                   {"unit", {"theo đơn vị", "chia theo đơn vị", "từng đơn vị"}},
                   {"category", {"theo lĩnh vực", "theo vấn đề", "chia theo lĩnh vực", "chia theo vấn đề"}}};
const Meanings kFeedbackStatus{{"overdue", {"quá hạn"}},
                               {"open", {"chưa trả lời", "còn tồn", "chưa xử lý", "chưa giải quyết", "treo", "còn treo", "tồn đọng"}},
                               {"closed", {"đã đóng", "đã xong", "đã giải quyết", "đã trả lời"}}};

// Opinions
const Meanings kOpinion{
    {"gop_y", {"góp ý", "gopy", "đóng góp ý kiến"}},       {"phan_anh", {"phản ánh", "phananh"}},
    {"kien_nghi", {"kiến nghị", "kiennghi", "đề nghị"}},   {"khieu_nai", {"khiếu nại", "khieunai"}},
    {"to_cao", {"tố cáo", "tocao"}},
};
const Phrases kRequests{"đề nghị"};
const Phrases kOpinionLead{"xin", "muốn", "gửi", "có", "xin được", "muốn gửi", "xin gửi", "có ý kiến"};
const Phrases kAnonymous{"ẩn danh", "andanh", "giấu tên", "không muốn ai biết", "xin giấu tên", "không ghi tên", "xin ẩn danh"};
const Phrases kUrgentSigns{"không che chắn", "không có che chắn", "dây điện hở", "điện giật", "bị giật", "rò điện", "cháy", "rò khí", "xì ga", "rò ga", "khí độc", "trẻ em làm", "lao động trẻ em",
                           "chưa đủ 15 tuổi", "đình công", "ngừng việc", "nghỉ việc tập thể", "tự tử", "không muốn sống", "chết quách", "bị sập", "phát nổ", "nổ bình", "hở điện"};
const Phrases kOpinionNouns{"phản ánh", "kiến nghị", "góp ý", "ý kiến", "khiếu nại", "các phản ánh", "các kiến nghị", "các góp ý", "các ý kiến", "những phản ánh", "những kiến nghị"};
const Phrases kList{"xem", "liệt kê", "danh sách", "xem danh sách", "cho xem", "xem các", "ds", "liệt kê các", "các", "những"};
const Phrases kTicketFiller{"ra", "xem", "mở", "chi tiết", "nội dung", "đọc", "là gì", "của", "em", "tôi", "mình", "cái", "vụ"};
const Phrases kTicketAsk{"tới đâu", "đến đâu", "xử lý xong chưa", "xong chưa", "sao rồi", "thế nào", "thế nào rồi", "tới đâu rồi", "đến đâu rồi", "giải quyết chưa", "xử lý chưa",
                         "có trả lời chưa", "trả lời chưa", "sao"};
const Meanings kCategories{
    {"tien_luong", {"lương", "thưởng", "tiền công", "phụ cấp", "tăng ca không trả", "trừ tiền", "chậm lương", "nợ lương", "chuyên cần"}},
    {"bhxh", {"bảo hiểm xã hội", "bhxh", "nợ bảo hiểm", "sổ bảo hiểm", "bảo hiểm"}},
    {"bhyt", {"bảo hiểm y tế", "bhyt", "thẻ bảo hiểm y tế", "thẻ bhyt"}},
    {"bua_an_ca", {"ăn ca", "suất ăn", "bữa ăn", "cơm", "canteen", "căng tin", "nhà ăn", "bữa trưa", "bếp ăn", "đồ ăn", "thức ăn"}},
    {"an_toan_vsld", {"an toàn", "quạt", "nóng", "che chắn", "máy dập", "dây điện", "điện giật", "bụi", "khẩu trang", "bảo hộ", "găng tay", "tiếng ồn", "nhà vệ sinh", "vệ sinh lao động", "hoá chất",
                      "tai nạn", "cháy", "nước uống", "rò điện", "ngộp", "khói"}},
    {"thoi_gio_lam_viec", {"tăng ca", "giờ làm", "làm thêm", "ca đêm", "nghỉ phép", "nghỉ lễ", "nghỉ trưa", "giờ nghỉ", "đổi ca", "thời gian làm việc", "làm chủ nhật"}},
    {"ung_xu_quay_roi", {"chửi", "chửi tục", "quát", "xúc phạm", "quấy rối", "gạ gẫm", "sàm sỡ", "đánh", "bắt nạt", "lăng mạ", "đe doạ", "mắng", "thái độ", "sờ mó"}},
    {"hop_dong_lao_dong", {"hợp đồng", "thử việc", "ký hợp đồng", "sa thải", "cho nghỉ việc", "đuổi việc"}},
    {"nha_o", {"nhà ở", "nhà trọ", "ký túc xá", "phòng trọ", "tiền trọ", "ktx", "nhà tập thể"}},
    {"phuc_loi", {"quà", "quà tết", "tham quan", "du lịch", "xe đưa đón", "xe đón", "khám sức khoẻ", "trung thu", "sinh nhật", "phúc lợi", "xe buýt", "nghỉ mát"}},
};

// Small talk, short answers
const Phrases kGreetings{"chào", "xin chào", "hello", "hi", "chào buổi sáng", "chào buổi chiều", "chào buổi tối", "a lô", "alo", "hey", "em chào", "kính chào", "chào bot", "helo", "ê"};
const Phrases kThanks{"cảm ơn", "cám ơn", "thanks", "tks", "thank you", "thank", "xin cảm ơn", "xin cám ơn", "cảm ơn nhiều", "cám ơn nhiều", "thks", "ths", "camon"};
const Phrases kTalkFiller{"bot", "ad", "trợ lý", "trợ lý công đoàn", "anh", "chị", "em", "bạn", "nhiều", "nhé", "nha", "ạ", "công đoàn", "mọi người", "rất nhiều", "lắm", "buổi sáng", "ơi", "các anh chị", "cả nhà"};
const Phrases kHelp{"hướng dẫn", "trợ giúp", "help", "huongdan", "trogiup", "hướng dẫn sử dụng", "cách dùng", "có những lệnh nào", "các lệnh", "danh sách lệnh", "bot làm được gì", "làm được gì", "menu",
                    "dùng thế nào", "sử dụng thế nào", "lệnh", "giúp", "giúp đỡ", "dùng như thế nào", "có lệnh nào", "những lệnh nào"};
const Phrases kHelpForms{"hướng dẫn", "trợ giúp", "huongdan", "trogiup"};
const Phrases kMore{"thêm", "xem thêm", "xem tiếp", "tiếp", "còn nữa không", "nữa", "tiếp tục", "trang sau"};
const Phrases kPrivacy{"quyền riêng tư", "riêng tư", "quyenriengtu", "bảo mật thông tin", "chính sách dữ liệu", "bảo vệ dữ liệu cá nhân", "chính sách bảo mật"};
const Phrases kPrivacyAsk{"ai xem được thông tin", "ai đọc được tin", "có đọc được không", "giữ bao lâu", "được giữ bao lâu", "lưu bao lâu", "lấy số của em ở đâu", "có bị lộ không", "có lộ không", "ai thấy được"};
const Phrases kOk{"ok", "oke", "okie", "okay", "ừ", "ừm", "uh", "uhm", "vâng", "dạ", "vg", "dạ vâng", "okê", "ừa"};
const Phrases kYes{"có"};
const Phrases kNo{"không"};
const Phrases kAgree{"đồng ý", "nhất trí", "tán thành", "ủng hộ", "hoàn toàn nhất trí", "hoàn toàn đồng ý"};
const Phrases kDisagree{"không đồng ý", "không nhất trí", "không tán thành", "phản đối"};
const Phrases kThumb{"👍"};
const Phrases kGo{"đúng", "đúng rồi", "có", "đồng ý", "nhất trí", "tán thành", "xác nhận", "gửi", "gửi đi", "làm", "làm đi", "gửi luôn", "chuẩn", "chuẩn rồi", "đúng vậy", "chính xác", "triển khai đi", "ok gửi đi"};
const Phrases kStop{"thôi", "dừng", "huỷ", "bỏ", "bỏ qua", "khoan", "khoan đã", "chưa gửi vội", "chưa gửi", "đừng gửi", "dừng lại", "không gửi", "không gửi nữa", "huỷ bỏ", "huỷ đi", "để sau", "thôi không", "thôi bỏ qua", "đừng",
                    "khoan gửi", "bỏ đi", "chờ đã", "không phải"};
const Phrases kInviteWord{"mã", "mã mời", "code", "mã vào", "mã kích hoạt", "nhập mã"};
const Phrases kSlashCommands{"thongke", "thống kê", "tk", "diemdanh", "điểm danh", "dd", "bc", "taobc", "phananh", "phản ánh", "gopy", "góp ý", "kiennghi", "kiến nghị", "gui", "gửi", "vb", "nhac", "thongbao",
                             "huongdan", "hướng dẫn", "andanh"};

}  // namespace language::phrases

// Phrases: calls, courtesy, names of things, votes, meetings.
#include "bot/language/phrases.hpp"

namespace language::phrases {

// Calls and courtesy
const Phrases kMentions{"Trợ lý Công đoàn", "bot"};
const Phrases kCalls{"bot ơi", "bot à", "trợ lý ơi", "trợ lý công đoàn ơi"};
const Phrases kHeadCourtesy{
    "dạ", "dạ vâng", "dạ thưa", "dạ em", "dạ e", "dạ chị", "dạ anh", "thưa", "em", "e", "anh", "chị", "mình", "tôi", "tui", "ad", "ct", "ad ơi", "mọi người", "mn",
    "cho em hỏi", "cho hỏi", "cho mình hỏi", "cho tôi hỏi", "cho chị hỏi", "cho anh hỏi", "cho e hỏi", "cho em xem", "cho anh xem",
    "cho chị xem", "cho tôi xem", "cho mình xem", "cho xem", "cho em", "cho e", "cho tôi", "cho mình", "cho chị", "cho anh", "nhờ bot", "làm ơn",
    "vui lòng", "giúp em", "giúp mình", "giúp tôi", "giúp chị", "giúp anh", "trợ lý", "vậy", "thế", "a lô", "alo"};
const Phrases kTailCourtesy{
    "ạ", "a", "ah", "à", "nhé", "nhe", "nhá", "nha", "nhỉ", "nhen", "nghen", "với", "đi", "vậy", "thế", "rồi", "giúp", "giúp em", "giúp mình", "giúp chị",
    "giúp anh", "giúp tôi", "hộ", "hộ em", "hộ mình", "em", "e", "anh", "chị", "mình", "tôi", "ad", "ct", "bot", "trợ lý", "mọi người", "mn", "cả nhà", "luôn",
    "ơi", "các bác", "các anh chị", "anh chị", "đó", "đấy", "nhé ạ", "em với", "ad ơi"};
const Phrases kTailThanks{"cảm ơn", "cám ơn", "xin cảm ơn", "em cảm ơn", "em cám ơn", "cảm ơn nhiều", "cám ơn nhiều", "cảm ơn trước", "thanks", "tks", "thank you", "trân trọng", "chúc anh chị khoẻ"};
const Phrases kBeforeVerbGo{"không", "sẽ", "có", "cùng", "được", "chưa", "em", "e", "tôi", "mình", "vẫn", "báo", "muốn", "chắc", "nhà em", "bận không", "chắc chắn"};
// "em" belongs to what stands before: "tổ em", "gửi cho em"; "anh" to "phan anh".
const Phrases kBeforeOwn{"tổ", "của", "bên", "đơn vị", "nhà", "cho", "gửi", "tới", "đến", "phản", "chỗ", "công ty"};
const Phrases kBeforeHouse{"việc", "về", "ở", "tại", "xây", "sửa", "thuê", "mái", "đổ", "bận việc", "trông", "chuyển"};
const Phrases kPeople{"em", "e", "tôi", "mình", "tui", "anh", "chị", "anh chị", "các anh chị", "mọi người", "mn", "cả nhà"};
const Phrases kPronouns{"em", "e", "tôi", "mình", "tui", "anh", "chị", "nhà em", "thì"};

// Names of things
const Phrases kPollNames{"bc", "bình chọn", "binhchon", "câu", "cuộc bình chọn", "phiếu", "thăm dò"};
const Phrases kPollWord{"bình chọn", "cuộc bình chọn", "phiếu", "bc", "thăm dò", "biểu quyết"};
const Phrases kNumberWord{"số", "thứ", "n.o", "no"};
const Phrases kGroupName{"tổ"};
const Phrases kTicketNames{"pa", "phản ánh", "kiến nghị", "góp ý", "ý kiến", "khiếu nại"};
const Phrases kAnd{"và", "với", "cùng", "cùng với", "lẫn", "hoặc"};
const Phrases kJoints{"rồi", "với lại", "còn", "à mà", "đồng thời"};
const Phrases kAbout{"về", "về việc", "nói gì về", "quy định gì về", "nói về", "liên quan", "liên quan đến", "có nội dung"};
const Phrases kDeadline{"hạn", "hạn chót", "hạn cuối", "thời hạn", "hạn đọc", "trước", "trước ngày", "chậm nhất", "đến hết", "hết hạn"};
const Phrases kTo{"cho", "tới", "đến", "xuống", "về", "vào"};
const Phrases kSelf{"em", "e", "tôi", "mình", "tui", "anh", "chị", "em với", "em xem", "mình xem", "tôi xem"};
const Meanings kKinds{
    {"NQ", {"nghị quyết", "nq"}},   {"CT", {"chỉ thị", "ct"}},   {"KH", {"kế hoạch", "kh"}},      {"HD", {"hướng dẫn", "hd"}},
    {"QC", {"quy chế", "qc"}},      {"QyĐ", {"quy định", "qyđ"}}, {"QĐ", {"quyết định", "qđ"}},   {"KL", {"kết luận", "kl"}},
    {"TB", {"thông báo", "tb"}},    {"GM", {"giấy mời", "gm"}},  {"BC", {"báo cáo"}},             {"TTr", {"tờ trình", "ttr"}},
    {"CTr", {"chương trình", "ctr"}}, {"BB", {"biên bản", "bb"}}, {"CV", {"công văn", "cv"}},     {"none", {"văn bản", "vb", "tài liệu"}},
};
const Meanings kSpeltNumbers{{"1", {"một", "nhất"}}, {"2", {"hai", "nhì"}}, {"3", {"ba"}},  {"4", {"bốn", "tư"}}, {"5", {"năm"}},
                             {"6", {"sáu"}},         {"7", {"bảy", "bẩy"}}, {"8", {"tám"}}, {"9", {"chín"}},      {"10", {"mười"}}};

// Votes
const Phrases kVoteVerbs{"chọn", "em chọn", "bầu", "bầu cho", "vote", "lấy", "theo", "nghiêng về", "bỏ phiếu", "bỏ phiếu cho", "bình chọn", "thích", "ưng", "chấm"};
const Phrases kChangeVerbs{"đổi", "đổi sang", "đổi thành", "đổi lại", "đổi lại thành", "sửa", "sửa thành", "sửa lại", "sửa lại thành", "chọn lại", "chọn nhầm",
                           "nhầm", "bấm nhầm", "chuyển sang", "đổi ý", "đổi ý chọn", "bầu lại"};
const Phrases kVoteFiller{"em", "e", "tôi", "mình", "tui", "anh", "chị", "cho em", "cho tôi", "cho mình", "cho", "thì", "là", "lại", "rồi", "hôm qua", "hôm trước",
                          "lúc nãy", "nãy", "ở", "của em", "của tôi", "của mình", "vừa bầu", "vừa chọn", "đã bầu", "đã chọn", "nhé", "ạ", "đi", "xin",
                          "luôn", "thôi", "nữa", "giờ", "này", "vote", "bot", "dạ", "đã", "cái"};
const Phrases kUnvote{"rút phiếu", "huỷ phiếu", "bỏ cái phiếu", "rút lại phiếu", "xoá phiếu", "huỷ lựa chọn", "rút lựa chọn", "huỷ phiếu bầu", "rút cái phiếu",
                      "thu lại phiếu", "bỏ lựa chọn", "huỷ bình chọn của em", "xin rút phiếu"};
const Phrases kOptionNames{"phương án", "phương án số", "lựa chọn", "lựa chọn số", "ý", "ý số", "số", "mục", "đáp án", "cái", "cái số", "pa", "ô", "p.a"};
const Phrases kAll{"cả"};
const Phrases kAbstain{"phiếu trắng", "không ý kiến", "bỏ phiếu trắng", "không có ý kiến", "trắng"};
const Phrases kOther{"ý kiến khác", "ý khác", "khác"};
const Phrases kVoteYes{"có", "đồng ý", "nhất trí", "tán thành", "ủng hộ", "ok", "oke", "yes", "👍"};
const Phrases kVoteNo{"không", "không đồng ý", "không nhất trí", "không tán thành", "phản đối", "không ủng hộ", "no"};
const Phrases kPollCreate{"tạo bình chọn", "lập bình chọn", "mở bình chọn", "tạo bc", "lập bc", "taobc", "tạo cuộc bình chọn", "mở cuộc bình chọn", "tạo thăm dò",
                          "lấy ý kiến bình chọn", "tạo biểu quyết"};
const Phrases kPollAnonymous{"ẩn danh", "kín", "andanh", "bỏ phiếu kín", "giấu tên"};
const Phrases kPollMultiple{"được chọn nhiều", "chọn nhiều", "nhiều lựa chọn", "được chọn nhiều phương án"};
const Phrases kElects{"bầu", "bầu cử", "bầu chọn"};
const Phrases kOffices{"tổ trưởng", "tổ phó", "chủ tịch", "phó chủ tịch", "ủy viên", "bch", "ban chấp hành", "ubkt", "trưởng ban", "btv"};
const Phrases kPollClose{"chốt", "khoá", "đóng", "ngừng", "dừng", "kết thúc", "ngừng nhận phiếu", "dừng nhận phiếu", "chốt phiếu", "đóng lại", "kết thúc nhận phiếu",
                         "chốt kết quả"};
const Phrases kResults{"kết quả", "số phiếu", "kiểm phiếu"};
const Phrases kPollAsk{"thế nào", "sao", "ra sao", "tới đâu", "đến đâu", "bên nào nhiều", "bên nào nhiều hơn", "ai thắng", "mấy phiếu", "bao nhiêu phiếu", "giờ",
                       "bây giờ", "rồi", "thế nào rồi", "sao rồi", "tới đâu rồi", "đến đâu rồi", "được bao nhiêu", "phiếu", "bao nhiêu người bầu", "bao nhiêu người chọn",
                       "của", "hiện giờ", "hiện tại"};

// Meetings
const Phrases kCheckin{"điểm danh", "diemdanh", "dd", "đd", "check in", "checkin", "báo danh"};
const Phrases kOpenCheckin{"mở điểm danh", "tạo điểm danh", "lập điểm danh", "mở dd", "bắt đầu điểm danh"};
const Phrases kMeetings{"họp", "hội nghị", "đại hội", "sinh hoạt", "tập huấn", "lớp", "buổi họp", "cuộc họp", "buổi sinh hoạt", "buổi tập huấn", "hội thảo", "toạ đàm", "buổi"};
const Phrases kEventClose{"chốt điểm danh", "đóng điểm danh", "kết thúc điểm danh", "khoá điểm danh", "dừng điểm danh", "ngừng điểm danh", "chốt dd", "đóng dd"};
const Phrases kQuorum{"túc số", "đủ túc số", "đủ người chưa", "đủ người họp chưa", "họp được chưa", "đủ số người chưa", "bắt đầu họp được chưa", "đủ để họp chưa"};
const Phrases kEnough{"đủ", "quá"};
const Phrases kBeginMeeting{"để họp", "họp chưa", "để bắt đầu", "tiến hành"};
const Phrases kToday{"hôm nay", "hn", "hnay", "h.nay"};
const Phrases kCode{"mã", "code", "mã số"};
const Phrases kPlace{"ở", "tại", "địa điểm"};
const Phrases kMeetingWords{"buổi họp", "cuộc họp", "họp", "buổi", "hội nghị", "đại hội", "buổi sinh hoạt", "sinh hoạt", "tập huấn", "buổi tập huấn", "cuộc", "tổ họp", "họp tổ"};
const Phrases kReason{"vì", "do", "bởi", "bởi vì", "tại", "tại vì", "lý do"};
const Phrases kParticles{"ạ", "a", "nhé", "nha", "ah", "rồi"};
const Phrases kHeads{"cả nhà", "người", "suất", "cho", "cả nhà em"};
const Phrases kMinutes{"phút", "p", "ph"};
const Phrases kHour{"tiếng", "giờ", "h"};
const Phrases kHalfHour{"nửa tiếng", "nửa giờ", "nữa tiếng"};
const Phrases kReplyFiller{"em", "e", "tôi", "mình", "tui", "anh", "chị", "xin", "sẽ", "được", "đâu", "thì", "cho", "cho em", "nhé", "ạ", "rồi", "khoảng", "tầm", "chắc",
                           "có thể", "này", "tới", "đến", "đi", "xin báo", "báo", "hôm", "là", "có lẽ", "độ", "dự", "dạ", "đã", "vẫn", "cả"};
const Meanings kStatuses{
    {"yes", {"có mặt", "tham gia", "tham dự", "đi được", "có đi", "sẽ đi", "em đi", "sẽ có mặt", "sẽ tham gia", "sẽ dự", "có tham gia", "có dự", "dự được", "đến được",
             "tham gia được", "cùng dự", "em dự", "đủ", "sẽ đến", "em tham gia", "có mặt đầy đủ"}},
    {"no", {"vắng", "vắng mặt", "không đi", "không đi được", "không tham gia", "không tham gia được", "không dự", "không dự được", "không đến", "không đến được",
            "không có mặt", "không thể đi", "không thể tham gia", "không thể dự", "bận không đi được", "không họp được", "không tới được"}},
    {"excused", {"xin nghỉ", "xin phép", "xin phép nghỉ", "xin phép vắng", "xin vắng", "xin vắng mặt", "xin phép vắng mặt", "xin nghỉ họp", "xin phép nghỉ họp", "xin phép vắng họp",
                 "vắng có phép", "nghỉ phép"}},
    {"late", {"đến muộn", "tới muộn", "đi muộn", "vào muộn", "muộn", "trễ", "đến trễ", "tới trễ", "đi trễ", "đến chậm", "xin đến muộn", "xin phép đến muộn", "xin phép đến trễ"}},
    {"maybe", {"chưa chắc", "chưa chắc đi được", "chưa biết", "chưa biết đi được không", "chưa chắc tham gia được", "có thể đi", "chưa chắc chắn", "chưa chắc dự được", "không chắc",
               "không chắc đi được"}},
};

}  // namespace language::phrases

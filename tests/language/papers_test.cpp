// Documents: read, wanted, sent down.
#include "tests/language/said.hpp"

using namespace said;

TEST_CASE("has read") {
  check_spellings({{"đã đọc", "ack", R"({"needs":"one_unread_document"})"},
                   {"đã nhận", "ack", R"({"needs":"one_unread_document"})"},
                   {"đã đọc kế hoạch 324", "ack", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"đã xem kh 324", "ack", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"đã nhận được công văn 131a", "ack", R"({"doc_number":"131a","doc_type":"CV"})"},
                   {"đã đọc 324", "ack", R"({"doc_number":"324"})"},
                   {"đã đọc văn bản 07", "ack", R"({"doc_number":"07"})"},
                   {"đã đọc 324/KH-LĐLĐ", "ack", R"({"doc":"324/KH-LĐLĐ","doc_type":"KH"})"},
                   {"đã xem nghị quyết 02-NQ/TW", "ack", R"({"doc":"02-NQ/TW","doc_type":"NQ"})"},
                   {"đã rõ nội dung kế hoạch 324", "ack", R"({"doc_number":"324","doc_type":"KH"})"}},
                  direct(Role::member));
  check_all({{"đã đọc kế hoạch 324 nhé", "ack", R"({"doc_number":"324","doc_type":"KH"})"},
             {"DA DOC KH 324", "ack", R"({"doc_number":"324","doc_type":"KH"})"},
             {"da xem 324/kh-ldld", "ack", R"({"doc":"324/KH-LĐLĐ","doc_type":"KH"})"},
             {"đã đọc 324", "ack", R"({"doc_number":"324"})"},
             {"da doc 324 a", "ack", R"({"doc_number":"324"})"},
             {"đã xem 3", "ignore"},
             {"đã đọc", "ignore"},
             {"đã đọc rồi nhé chị", "ignore"},
             {"đã xem phim đó chưa", "ignore"},
             {"đã nhận 2 thùng quà nhé", "ignore"}},
            group(Role::member));
}

TEST_CASE("wants a document") {
  check_spellings({{"xem 324", "directive_find", R"({"doc_number":"324"})"},
                   {"xem kh 324", "directive_find", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"xem 324/KH-LĐLĐ", "directive_find", R"({"doc":"324/KH-LĐLĐ","doc_type":"KH"})"},
                   {"xin kế hoạch 324", "directive_find", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"cho em xin kế hoạch 324", "directive_find", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"văn bản mới nhất", "directive_find", R"({"latest":1})"},
                   {"3 văn bản mới nhất", "directive_find", R"({"latest":3})"},
                   {"gửi em kế hoạch 324", "directive_find", R"({"doc_number":"324","doc_type":"KH"})"},
                   {"kế hoạch 324 hạn đến bao giờ", "directive_find", R"({"doc_number":"324","doc_type":"KH","field":"deadline"})"},
                   {"tìm nghị quyết tháng 2", "directive_find", R"({"doc_type":"NQ","period":"2026-02"})"},
                   {"xin thông báo 27 về lịch tập huấn", "directive_find", R"({"doc_number":"27","doc_type":"TB","query":"lịch tập huấn"})"}},
                  direct(Role::member));
  check_all({{"/vb 324", "directive_find", R"({"doc_number":"324"})"}, {"xem kế hoạch 324", "ignore"}}, group(Role::member));
  check_all({{"99/CV-LDLD", "directive_find", R"({"doc_number":"99","doc_type":"CV"})"},
             {"xem ct 52", "directive_find", R"({"doc_number":"52","doc_type":"CT","needs":"CT_may_mean_chi_thi_or_chu_tich"})"},
             {"gửi kế hoạch 324 cho em", "directive_find", R"({"doc_number":"324","doc_type":"KH"})"},
             {"xem 02 nq tw", "directive_find", R"({"doc":"02-NQ/TW","doc_type":"NQ"})"}},
            direct(Role::member));
}

TEST_CASE("officers send down") {
  check_all(
      {
          {"gửi kế hoạch 324 cho toàn tỉnh", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["toàn tỉnh"]})"},
          {"phát hành 324/KH-LĐLĐ tới các CĐCS, hạn 30/11", "broadcast",
           R"({"doc":"324/KH-LĐLĐ","doc_type":"KH","targets":["level:CĐCS"],"deadline":"2026-11-30"})"},
          {"gui ke hoach 324 cho tat ca", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["toàn tỉnh"]})"},
          {"gửi hỏa tốc kế hoạch 324 tới mọi người", "broadcast",
           R"({"doc_number":"324","doc_type":"KH","targets":["toàn tỉnh"],"urgency":"hỏa tốc"})"},
          {"gửi kế hoạch 324 cho CĐCS Chè Pu Lan", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["CĐCS Chè Pu Lan"]})"},
          {"gửi kế hoạch 324 cho CĐCS Chè Pu Lan và CĐCS Hoa Ban, hạn 5/12", "broadcast",
           R"({"doc_number":"324","doc_type":"KH","targets":["CĐCS Chè Pu Lan","CĐCS Hoa Ban"],"deadline":"2026-12-05"})"},
          {"gửi công văn 131a cho các xã phường trước 5/12, yêu cầu xác nhận", "broadcast",
           R"({"doc_number":"131a","doc_type":"CV","targets":["level:CĐ xã phường"],"deadline":"2026-12-05","require_ack":true})"},
          {"gửi hướng dẫn 12 cho các CĐCS khối doanh nghiệp", "broadcast",
           R"({"doc_number":"12","doc_type":"HD","targets":["level:CĐCS","sector:doanh nghiệp"]})"},
          {"8h sáng mai gửi kế hoạch 324 cho chủ tịch CĐCS", "broadcast",
           R"({"doc_number":"324","doc_type":"KH","targets":["role:chủ tịch CĐCS"],"at":"2026-11-24T08:00:00+07:00"})"},
          {"kế hoạch 324 bao nhiêu đơn vị đã xác nhận", "broadcast_status", R"({"doc_number":"324","doc_type":"KH"})"},
          {"những CĐCS nào chưa nhận kế hoạch 324", "broadcast_status", R"({"doc_number":"324","doc_type":"KH"})"},
      },
      direct(Role::officer));
  check_all({{"gửi kế hoạch 324 cho tổ 1, 2", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["tổ 1","tổ 2"]})"},
             {"gửi kế hoạch 324 cho tổ 1 và tổ 2", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["tổ 1","tổ 2"]})"},
             {"gửi kế hoạch 324 cho mọi người", "broadcast", R"({"doc_number":"324","doc_type":"KH"})"},
             {"gửi kế hoạch 324 cho các CĐCS", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["level:CĐCS"],"expect":"deny"})"}},
            direct(Role::chair));
  check_all({{"gửi kế hoạch 324 cho toàn tỉnh", "broadcast", R"({"doc_number":"324","doc_type":"KH","targets":["toàn tỉnh"],"expect":"deny"})"}},
            direct(Role::member));
  check_all({{"gửi kế hoạch 324 cho mọi người", "broadcast", R"({"doc_number":"324","doc_type":"KH","expect":"deny"})"}}, direct(Role::member));
  check_all({{"gửi kế hoạch 324 cho toàn tỉnh", "ignore"}}, group(Role::officer));
}

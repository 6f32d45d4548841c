# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# Run at build time: turns one text file into a header with a string constant.
#   cmake -DINPUT=a.sql -DOUTPUT=a_sql.h -DNAMESPACE=vb::store -DNAME=kReplica001 -P Embed.cmake
file(READ ${INPUT} text)
# A raw literal may be at most 65,536 bytes for some compilers; pieces are concatenated by them.
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND pieces "    R\"vbtext(${piece})vbtext\"\n")
  math(EXPR at "${at} + 8000")
endwhile()
get_filename_component(source ${INPUT} NAME)
file(WRITE ${OUTPUT}
"// Generated from ${source}.
#pragma once

#include <string_view>

namespace ${NAMESPACE} {
inline constexpr std::string_view ${NAME} =
${pieces}    ;
} // namespace ${NAMESPACE}
")

# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# Run at build time: turns one binary file into a header with an array of its bytes.
#   cmake -DINPUT=a.bin -DOUTPUT=a_bin.h -DNAMESPACE=vb::envelope -DNAME=kA -P EmbedBinary.cmake
file(READ ${INPUT} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
get_filename_component(source ${INPUT} NAME)
file(WRITE ${OUTPUT}
"// Generated from ${source}.
#pragma once

#include <array>
#include <cstdint>

namespace ${NAMESPACE} {
inline constexpr std::array<std::uint8_t, ${size}> ${NAME}{${bytes}};
} // namespace ${NAMESPACE}
")

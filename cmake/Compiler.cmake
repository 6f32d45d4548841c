# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# Language level, warnings, sanitizers, hardening. Everything hangs on two interface targets:
# vb_toolchain (every target, also generated code) and vb_options (hand-written code: warnings).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

find_program(VB_CCACHE ccache)
if(VB_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${VB_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${VB_CCACHE})
endif()

add_library(vb_toolchain INTERFACE)
find_program(VB_MOLD mold)
if(VB_MOLD)
  target_link_options(vb_toolchain INTERFACE -fuse-ld=mold)
endif()
if(VB_SANITIZE)
  target_compile_options(vb_toolchain INTERFACE
    -fsanitize=${VB_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(vb_toolchain INTERFACE -fsanitize=${VB_SANITIZE})
endif()
if(VB_SANITIZE MATCHES "thread")
  # libstdc++'s atomic_thread_fence is unknown to TSan; we use none.
  target_compile_options(vb_toolchain INTERFACE -Wno-tsan)
endif()
if(VB_FUZZ)
  target_compile_options(vb_toolchain INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(vb_toolchain INTERFACE _FORTIFY_SOURCE=2)
  target_compile_options(vb_toolchain INTERFACE -fstack-protector-strong)
  target_link_options(vb_toolchain INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE MATCHES "Rel")
  # GCC 12 sees writes past a vector of variants that cannot happen, once it inlines its growing.
  target_compile_options(vb_toolchain INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-stringop-overflow>
    # The same with variants that are moved: it takes alternatives that are not there for unset.
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
endif()

add_library(vb_options INTERFACE)
target_link_libraries(vb_options INTERFACE vb_toolchain)
target_include_directories(vb_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(vb_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wshadow
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)

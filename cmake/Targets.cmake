# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# The functions every CMakeLists.txt of the tree uses. Targets are named vb_<folder>.

# What the build writes before it compiles, for tools that read sources without building them.
add_custom_target(vb_generated)
# Every program, benchmark and fuzzer.
add_custom_target(vb_programs)
add_custom_target(vb_benches)
add_custom_target(vb_fuzzers)
# The tests in which threads meet: what ThreadSanitizer has something to say about.
add_custom_target(vb_threaded)

# vb_library(vb_model SOURCES a.cpp ... LINKS vb_base ... [PRIVATE_LINKS ...])
function(vb_library target)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${target} STATIC ${A_SOURCES})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE vb_options PUBLIC ${A_LINKS} PRIVATE ${A_PRIVATE_LINKS})
endfunction()

# vb_program(veldboekd SOURCES main.cpp LINKS ...)
function(vb_program target)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${target} ${A_SOURCES})
  target_link_libraries(${target} PRIVATE vb_options ${A_LINKS})
  add_dependencies(vb_programs ${target})
endfunction()

# vb_proto(vb_protocol_proto a.proto ...): generated code, without our warnings.
# Include as "sync/protocol/a.pb.h".
function(vb_proto target)
  set(generated "")
  foreach(proto IN LISTS ARGN)
    get_filename_component(name ${proto} NAME_WE)
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    set(cc ${CMAKE_CURRENT_BINARY_DIR}/${name}.pb.cc)
    set(h ${CMAKE_CURRENT_BINARY_DIR}/${name}.pb.h)
    add_custom_command(OUTPUT ${cc} ${h}
      COMMAND protobuf::protoc --proto_path=${PROJECT_SOURCE_DIR} --cpp_out=${PROJECT_BINARY_DIR}
              ${folder}/${proto}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${proto} VERBATIM)
    list(APPEND generated ${cc} ${h})
  endforeach()
  add_library(${target} STATIC ${generated})
  target_include_directories(${target} SYSTEM PUBLIC ${PROJECT_BINARY_DIR})
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf PRIVATE vb_toolchain)
  add_custom_target(${target}_generated DEPENDS ${generated})
  add_dependencies(vb_generated ${target}_generated)
endfunction()

# vb_test(test_model SOURCES test_a.cpp ... LINKS vb_model [LABELS unit] [TIMEOUT seconds])
# One Catch2 program; its main and its precompiled headers come from vb_test_main. NO_PCH for
# programs whose libraries change compiler flags (Qt), which a shared precompiled header forbids.
# THREADED for programs in which more than one thread runs our code (docs/testing.md).
function(vb_test target)
  cmake_parse_arguments(A "NO_PCH;THREADED" "TIMEOUT" "SOURCES;LINKS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${target} ${A_SOURCES})
  target_link_libraries(${target} PRIVATE vb_options vb_test_main ${A_LINKS})
  if(NOT A_NO_PCH)
    target_precompile_headers(${target} REUSE_FROM vb_test_main)
  endif()
  if(A_THREADED)
    list(APPEND A_LABELS threads)
    add_dependencies(vb_threaded ${target})
  endif()
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 240)
  endif()
  add_test(NAME ${target} COMMAND ${target})
  set_tests_properties(${target} PROPERTIES TIMEOUT ${A_TIMEOUT} LABELS "${A_LABELS}"
    ENVIRONMENT "${A_ENVIRONMENT}")
endfunction()

# vb_embed_text(vb_store schema/001_replica.sql vb::store kReplicaSchema1): the file's text as a
# std::string_view in the generated header "<folder of the target>/<file, dots to underscores>.h".
function(vb_embed_text target file namespace name)
  vb_embed_by(Embed.cmake ${target} ${file} ${namespace} ${name})
endfunction()

# vb_embed_binary(vb_envelope dictionaries/dictionary_1.bin vb::envelope kDictionary1): the same with
# the file's bytes as a std::array.
function(vb_embed_binary target file namespace name)
  vb_embed_by(EmbedBinary.cmake ${target} ${file} ${namespace} ${name})
endfunction()

function(vb_embed_by script target file namespace name)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  get_filename_component(base ${file} NAME)
  string(REPLACE "." "_" base ${base})
  set(input ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  set(header ${PROJECT_BINARY_DIR}/generated/${folder}/${base}.h)
  set(script ${PROJECT_SOURCE_DIR}/cmake/${script})
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${input} -DOUTPUT=${header} -DNAMESPACE=${namespace}
            -DNAME=${name} -P ${script}
    DEPENDS ${input} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
  add_custom_target(${target}_${base} DEPENDS ${header})
  add_dependencies(vb_generated ${target}_${base})
endfunction()

# vb_fuzz(fuzz_envelope SOURCES fuzz_envelope.cpp LINKS vb_envelope): one libFuzzer program. Its
# corpus is the folder corpus/<name without fuzz_> beside it; ./dev fuzz runs them all.
function(vb_fuzz target)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${target} ${A_SOURCES})
  target_link_libraries(${target} PRIVATE vb_options ${A_LINKS})
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  add_dependencies(vb_fuzzers ${target})
endfunction()

# vb_bench(bench_envelope SOURCES ... LINKS ...): one Google Benchmark program with a main.
function(vb_bench target)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${target} ${A_SOURCES})
  target_link_libraries(${target} PRIVATE vb_options benchmark::benchmark ${A_LINKS})
  add_dependencies(vb_benches ${target})
endfunction()

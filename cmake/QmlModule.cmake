# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
# vb_qml_module(vb_controls URI Veldboek.Controls QML_FILES Button.qml ... [SINGLETONS Icons.qml]
#               [IMPORTS Veldboek.Theme ...] [LINKS vb_theme ...])
# One folder is one static QML module. Explicit about prefix and place, because Qt 6.4 has no policy
# that sets them and qmllint and the QML compiler find modules only there. Never linked to
# vb_options: the C++ that the QML compiler writes does not pass -Wshadow. Only the release build
# compiles QML to C++: elsewhere that costs minutes of building and the engine interprets.
function(vb_qml_module target)
  cmake_parse_arguments(A "" "URI" "QML_FILES;SINGLETONS;IMPORTS;LINKS" ${ARGN})
  string(REPLACE "." "/" path ${A_URI})
  qt_add_library(${target} STATIC)
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  if(A_SINGLETONS)
    set_source_files_properties(${A_SINGLETONS} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
  endif()
  set(interpreted NO_CACHEGEN)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set(interpreted "")
  endif()
  qt_add_qml_module(${target} ${interpreted} URI ${A_URI} VERSION 1.0 RESOURCE_PREFIX /qt/qml
    OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/qml_modules/${path}
    IMPORT_PATH ${PROJECT_BINARY_DIR}/qml_modules
    DEPENDENCIES QtQuick ${A_IMPORTS}
    QML_FILES ${A_QML_FILES} ${A_SINGLETONS})
  foreach(link IN LISTS A_LINKS)
    target_link_libraries(${target} PUBLIC ${link} ${link}plugin)
  endforeach()
  target_link_libraries(${target} PUBLIC Qt6::Quick PRIVATE vb_toolchain)
  target_link_libraries(${target}plugin PRIVATE vb_toolchain)
endfunction()

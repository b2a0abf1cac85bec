# embed_files(TARGET NAMESPACE ROOT FILE...): puts files into the binary, so that it runs from any folder.
# Gives <NAMESPACE>/embedded.hpp with: const std::map<std::string_view, std::string_view>& <NAMESPACE>::embedded();
# The key is the path below ROOT. The text is cut into short literals (compilers limit one) and rebuilt when a file changes.
function(embed_files target namespace root)
  set(out ${CMAKE_BINARY_DIR}/embedded/${target})
  set(listing ${out}/files.txt)
  string(REPLACE ";" "\n" lines "${ARGN}")
  file(CONFIGURE OUTPUT ${listing} CONTENT "${lines}\n" @ONLY)
  string(REPLACE "::" "/" folder ${namespace})
  add_custom_command(
    OUTPUT ${out}/${folder}/embedded.hpp ${out}/embedded.cpp
    COMMAND ${CMAKE_COMMAND} -DROOT=${root} -DLISTING=${listing} -DNAMESPACE=${namespace} -DOUT=${out} -DFOLDER=${folder}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    DEPENDS ${ARGN} ${listing} ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${out}/embedded.cpp ${out}/${folder}/embedded.hpp)
  target_include_directories(${target} PUBLIC ${out})
  set_source_files_properties(${out}/embedded.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()

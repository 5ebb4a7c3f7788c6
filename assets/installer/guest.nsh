; Makes `quietroom:` links known to Windows for this person, and forgets them again. What stands before `--` is ours.

!macro customInstall
  WriteRegStr HKCU "Software\Classes\quietroom" "" "URL:Quietroom invite"
  WriteRegStr HKCU "Software\Classes\quietroom" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\quietroom\DefaultIcon" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}",0'
  WriteRegStr HKCU "Software\Classes\quietroom\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\quietroom"
!macroend

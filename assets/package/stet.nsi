; Makes an installer for Windows out of what was built there or for there:
;
;   makensis -DVERSION=0.1.0 -DPROGRAM=..\..\target\release\stet.exe stet.nsi
;
; It installs for the user who starts it, without an administrator's rights. Editions (.ron) and hOCR are offered to Stet in "Open with";
; what opens them by a double click stays as it is. tests/package/windows.sh makes one under Linux and tries it under Wine.

Unicode true
Target amd64-unicode
!include MUI2.nsh

!ifndef VERSION
  !error "say which version: -DVERSION=0.1.0"
!endif
!ifndef PROGRAM
  !define PROGRAM "..\..\target\release\stet.exe"
!endif
!ifndef OUT
  !define OUT "stet-${VERSION}-windows-x86_64.exe"
!endif

Name "Stet"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Stet"
InstallDirRegKey HKCU "Software\Stet" "Folder"
SetCompressor /SOLID lzma
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Stet"

!define MUI_ICON "stet.ico"
!define MUI_UNICON "stet.ico"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "TradChinese"

; A kind of file for which Stet is offered, not made the first.
!macro Offer ENDING
  WriteRegStr HKCU "Software\Classes\${ENDING}\OpenWithProgids" "Stet.Document" ""
  WriteRegStr HKCU "Software\Classes\Applications\stet.exe\SupportedTypes" "${ENDING}" ""
!macroend

Section "Stet"
  SetOutPath "$INSTDIR"
  File "/oname=stet.exe" "${PROGRAM}"
  File stet.ico
  File "/oname=copyright.txt" copyright
  File crates.txt
  File "/oname=LICENSE-MIT.txt" ..\..\LICENSE-MIT
  File "/oname=LICENSE-APACHE.txt" ..\..\LICENSE-APACHE
  File ..\dictionaries\LICENSE-LGPL-2.1.txt
  CreateShortcut "$SMPROGRAMS\Stet.lnk" "$INSTDIR\stet.exe" "" "$INSTDIR\stet.ico"
  WriteRegStr HKCU "Software\Classes\Stet.Document" "" "Stet"
  WriteRegStr HKCU "Software\Classes\Stet.Document\DefaultIcon" "" "$INSTDIR\stet.ico"
  WriteRegStr HKCU "Software\Classes\Stet.Document\shell\open\command" "" '"$INSTDIR\stet.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\stet.exe\shell\open\command" "" '"$INSTDIR\stet.exe" "%1"'
  !insertmacro Offer ".ron"
  !insertmacro Offer ".hocr"
  WriteRegStr HKCU "Software\Stet" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Stet"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\stet.ico"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

; What users wrote, settings and journals among it, is theirs and stays.
Section "Uninstall"
  Delete "$INSTDIR\stet.exe"
  Delete "$INSTDIR\stet.ico"
  Delete "$INSTDIR\copyright.txt"
  Delete "$INSTDIR\crates.txt"
  Delete "$INSTDIR\LICENSE-MIT.txt"
  Delete "$INSTDIR\LICENSE-APACHE.txt"
  Delete "$INSTDIR\LICENSE-LGPL-2.1.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Stet.lnk"
  DeleteRegValue HKCU "Software\Classes\.ron\OpenWithProgids" "Stet.Document"
  DeleteRegValue HKCU "Software\Classes\.hocr\OpenWithProgids" "Stet.Document"
  DeleteRegKey HKCU "Software\Classes\Stet.Document"
  DeleteRegKey HKCU "Software\Classes\Applications\stet.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Stet"
SectionEnd

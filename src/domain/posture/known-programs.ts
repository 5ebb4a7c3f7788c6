/** A program that others know by this name, and what its process is called, in small letters and without `.exe`. */
interface KnownProgram {
  readonly name: string;
  readonly processes: readonly string[];
}

/**
 * Programs through which somebody elsewhere sees and steers the screen. Those that wait in the background count as well:
 * whether somebody is connected cannot be told.
 */
export const remoteControlTools: readonly KnownProgram[] = [
  { name: 'TeamViewer', processes: ['teamviewer', 'teamviewer_desktop', 'teamviewer_service'] },
  { name: 'AnyDesk', processes: ['anydesk'] },
  { name: 'RustDesk', processes: ['rustdesk'] },
  { name: 'Splashtop', processes: ['srserver', 'srmanager', 'splashtopstreamer', 'srstreamer'] },
  { name: 'LogMeIn', processes: ['logmein', 'lmiguardiansvc'] },
  { name: 'GoToMyPC', processes: ['g2comm', 'g2svc'] },
  {
    name: 'ScreenConnect',
    processes: ['screenconnect.clientservice', 'screenconnect.windowsclient'],
  },
  {
    name: 'Chrome Remote Desktop',
    processes: ['remoting_host', 'chrome-remote-desktop', 'remoting_me2me_host'],
  },
  {
    name: 'VNC',
    processes: [
      'winvnc',
      'winvnc4',
      'vncserver',
      'vncserver-x11',
      'tvnserver',
      'x11vnc',
      'x0vncserver',
      'xvnc',
      'xtigervnc',
      'x0tigervnc',
      'wayvnc',
      'krfb',
    ],
  },
  { name: 'Quick Assist', processes: ['quickassist'] },
];

/** Programs that can record a screen or sound. Many people have them for other things: a hint and no more (R-SEC-17). */
export const recorders: readonly KnownProgram[] = [
  { name: 'OBS Studio', processes: ['obs', 'obs64', 'obs32', 'obs-studio'] },
  { name: 'Bandicam', processes: ['bdcam', 'bandicam'] },
  {
    name: 'Camtasia',
    processes: ['camtasia', 'camtasiastudio', 'camrecorder', 'camtasia recorder'],
  },
  { name: 'ShareX', processes: ['sharex'] },
  { name: 'Snagit', processes: ['snagit32', 'snagiteditor', 'snagit', 'snagitcapture'] },
  { name: 'ScreenFlow', processes: ['screenflow', 'screenflowhelper'] },
  { name: 'QuickTime Player', processes: ['quicktime player'] },
  { name: 'SimpleScreenRecorder', processes: ['simplescreenrecorder', 'simplescreenrec'] },
  { name: 'recordMyDesktop', processes: ['recordmydesktop'] },
  { name: 'Kazam', processes: ['kazam'] },
  { name: 'Kooha', processes: ['kooha'] },
  { name: 'vokoscreen', processes: ['vokoscreenng', 'vokoscreen'] },
  { name: 'Loom', processes: ['loom'] },
  { name: 'Audacity', processes: ['audacity'] },
  { name: 'Audio Hijack', processes: ['audio hijack'] },
];

/** Which of these run, by our own names for them. `running`: names of processes as the system has them. */
export function programsAmong(
  known: readonly KnownProgram[],
  running: ReadonlySet<string>,
): readonly string[] {
  return known
    .filter(({ processes }) => processes.some((process) => running.has(process)))
    .map(({ name }) => name);
}

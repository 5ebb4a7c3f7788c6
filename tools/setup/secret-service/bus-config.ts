/**
 * Settings of a session bus for one service of ours and its clients. Unlike the usual session bus it starts nothing by
 * itself: no other keyring of the user, and no window that asks for a password. `gives`: whether the bus lets anybody have a secret;
 * if not, the service is there, and whoever asks it for one is refused.
 */
export function busConfig(socketPath: string, gives = true): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${escapeAddress(socketPath)}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
${gives ? '' : refusal}  </policy>
</busconfig>
`;
}

const refusal = `    <deny send_interface="org.freedesktop.Secret.Item"/>
    <deny send_interface="org.freedesktop.Secret.Service" send_member="GetSecrets"/>
`;

/** The value in a D-Bus address: all but these characters are written as %xx (D-Bus specification, "Server Addresses"). */
export function escapeAddress(value: string): string {
  return value.replaceAll(/[^-0-9A-Za-z_/.]/gu, (character) =>
    Buffer.from(character).toString('hex').replaceAll(/../gu, '%$&'),
  );
}

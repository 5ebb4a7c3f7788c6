import { readFile, writeFile } from 'node:fs/promises';

/** Where electron-builder's project of an MSI lists what it installs. */
const components = '<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">';

/** Never changes: Windows counts by it who still needs the entries. */
const componentId = '48152065-19DA-4715-9524-3EC15CFC98D1';

/**
 * Adds to the project of an MSI that `quietroom:` links open the app, for everybody on the computer: electron-builder
 * does that for no installer of Windows.
 * @throws Error when the project does not look like electron-builder's
 */
export async function addMsiProtocol(projectFile: string): Promise<void> {
  const project = await readFile(projectFile, 'utf8');
  if (!project.includes(components)) throw new Error('the MSI project has no list of components');
  await writeFile(projectFile, project.replace(components, `${components}\n${component}`));
}

const component = `      <Component Id="InviteLinks" Guid="${componentId}">
        <RegistryKey Root="HKLM" Key="Software\\Classes\\quietroom">
          <RegistryValue Type="string" Value="URL:Quietroom invite" KeyPath="yes"/>
          <RegistryValue Name="URL Protocol" Type="string" Value=""/>
          <RegistryKey Key="shell\\open\\command">
            <RegistryValue Type="string" Value="&quot;[#mainExecutable]&quot; -- &quot;%1&quot;"/>
          </RegistryKey>
        </RegistryKey>
      </Component>`;

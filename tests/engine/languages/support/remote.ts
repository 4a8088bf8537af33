/** An empty local account, and the package's plugin beside it as programs of other languages meet it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { EngineStack } from "../../support/engine-stack";
import { type LocalCloud, openLocalCloud, repositoryDir } from "../../support/local-cloud";
import { packageName, type Plugin, startPlugin } from "./plugin";

export interface Remote {
  readonly cloud: LocalCloud;
  readonly plugin: Plugin;
  /** Providers to attach beside the account's: package and port. */
  readonly attach: Readonly<Record<string, number>>;
  /** A stack of a YAML program, in a folder of its own. */
  openYaml(text: string): Promise<EngineStack>;
  close(): Promise<void>;
}

/** Writes a YAML program into a new folder. */
export function yamlProject(cloud: LocalCloud, text: string): string {
  const folder = fs.mkdtempSync(path.join(cloud.folder, "yaml-"));
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), text);
  return folder;
}

/** `folder` has the package, built; the plugin itself runs where the consumer's program is. */
export async function openRemote(folder: string = repositoryDir): Promise<Remote> {
  const cloud = await openLocalCloud();
  const plugin = await startPlugin(folder, cloud.workDir);
  const attach = { [packageName]: plugin.port };
  return {
    ...{ cloud, plugin, attach },
    openYaml: (text) => EngineStack.openFolder(cloud, yamlProject(cloud, text), { attach }),
    close: async () => {
      await plugin.stop();
      await cloud.close();
    },
  };
}

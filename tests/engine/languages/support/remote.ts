/** An empty local account, and the package's plugin beside it as programs of other languages meet it. */
import { EngineStack } from "../../support/engine-stack";
import { type LocalCloud, openLocalCloud, repositoryDir } from "../../support/local-cloud";
import { yamlProgram } from "../yaml-program";
import { packageName, type Plugin, startPlugin } from "./plugin";

export interface Remote {
  readonly cloud: LocalCloud;
  readonly plugin: Plugin;
  /** Providers to attach beside the account's: package and port. */
  readonly attach: Readonly<Record<string, number>>;
  /** A stack of a YAML program. */
  openYaml(project: string, text: string): Promise<EngineStack>;
  close(): Promise<void>;
}

/** `folder` has the package, built; the plugin itself runs where the consumer's program is. */
export async function openRemote(folder: string = repositoryDir): Promise<Remote> {
  const cloud = await openLocalCloud();
  const plugin = await startPlugin(folder, cloud.workDir);
  const attach = { [packageName]: plugin.port };
  return {
    ...{ cloud, plugin, attach },
    openYaml: (project, text) => EngineStack.open(cloud, yamlProgram(text), { project, attach }),
    close: async () => {
      await plugin.stop();
      await cloud.close();
    },
  };
}

/** Prints the schema that `pulumi package add` reads from the classes: JSON on standard output. */
import * as path from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental/provider";
import * as api from "../../index";

/** As the engine's host of components finds them: every class that the package exports. */
const components = Object.values(api).filter((one) => typeof one === "function");

async function main(): Promise<void> {
  const provider = new ComponentProvider({
    name: "codepipeline-approvals",
    dirname: path.join(__dirname, "../.."),
    components,
    version: "0.1.0",
  });
  process.stdout.write(await provider.getSchema());
}

void main();

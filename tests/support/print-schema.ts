/** Prints the schema that `pulumi package add` reads from the classes: JSON on standard output. */
import * as path from "node:path";
import { ComponentProvider } from "@pulumi/pulumi/provider/experimental/provider";
import { ApprovalGate, ApprovalHub, ApproverGroup, MultiApprovalStage } from "../../index";

async function main(): Promise<void> {
  const provider = new ComponentProvider({
    name: "codepipeline-approvals",
    dirname: path.join(__dirname, "../.."),
    components: [ApprovalGate, MultiApprovalStage, ApproverGroup, ApprovalHub],
    version: "0.1.0",
  });
  process.stdout.write(await provider.getSchema());
}

void main();

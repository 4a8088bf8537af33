/**
 * Stands for Pulumi's language host for Python, which cannot be built here: it runs the program as that does, with the
 * interpreter that ENGINE_TEST_PYTHON names. Started as `pulumi-language-python ENGINE`.
 */
import { spawn } from "node:child_process";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";

const engine = process.argv.at(-1)!;
const script = path.join(__dirname, "../languages/python/run_program.py");

function run(
  { request }: { request: language.RunRequest },
  callback: grpc.sendUnaryData<language.RunResponse>,
): void {
  const directory = request.getInfo()!.getProgramDirectory();
  const settings = {
    ...{ project: request.getProject(), stack: request.getStack(), engine },
    ...{ monitor: request.getMonitorAddress(), program: directory },
    config: Object.fromEntries(request.getConfigMap().toObject(false)),
  };
  const python = process.env.ENGINE_TEST_PYTHON!;
  const child = spawn(python, ["-u", script, JSON.stringify(settings)], { cwd: directory });
  // After the port: what the program prints the host prints.
  child.stdout.pipe(process.stdout, { end: false });
  let output = "";
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  child.once("close", (code) => {
    callback(null, new language.RunResponse().setError(code === 0 ? "" : output.trim()));
  });
}

const none = (response: object) => (_: unknown, callback: grpc.sendUnaryData<any>) =>
  callback(null, response);

const server = new grpc.Server();
server.addService(LanguageRuntimeService as unknown as grpc.ServiceDefinition, {
  getPluginInfo: none(new plugin.PluginInfo()),
  getRequiredPlugins: none(new language.GetRequiredPluginsResponse()),
  getRequiredPackages: none(new language.GetRequiredPackagesResponse()),
  run,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) =>
  console.log(port),
);

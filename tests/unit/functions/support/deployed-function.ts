/** A function as it is deployed, by the index of its bundle: with its variables, in front of AWS's own calls. */
import { createRequire } from "node:module";
import { FakeAws } from "./fakes-aws";

const load = createRequire(__filename);

/** `name` is the function's folder. The variables are set anew before each test. */
export function deployedFunction<Handler>(
  name: string,
  variables: Readonly<Record<string, string>>,
) {
  const aws = new FakeAws();
  const kept: Record<string, string | undefined> = {};
  before(() => aws.start());
  beforeEach(() => {
    aws.clear();
    for (const [variable, value] of Object.entries(variables)) {
      kept[variable] = process.env[variable];
      process.env[variable] = value;
    }
  });
  afterEach(() => {
    for (const [variable, value] of Object.entries(kept)) {
      if (value === undefined) delete process.env[variable];
      else process.env[variable] = value;
    }
  });
  after(() => aws.stop());
  return {
    aws,
    /** The handler is made once in each environment of Lambda: here each time. */
    handler(): Handler {
      const file = load.resolve(`../../../../functions/${name}/index`);
      delete load.cache[file];
      return (load(file) as { handler: Handler }).handler;
    },
  };
}

import type { ActionDeclaration, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import * as assert from "node:assert/strict";
import { checkDefinition } from "../../../../../rehearsal/aws/codepipeline/definition";
import { pipeline, refuses, source } from "./support";

export const accepts = (declaration: PipelineDeclaration): void =>
  assert.doesNotThrow(() => checkDefinition(declaration));

export const rejects = (code: string, declaration: PipelineDeclaration, message?: RegExp): void =>
  refuses(code, () => checkDefinition(declaration), message);

/** A pipeline with these actions in a stage behind the source. */
export const having = (...actions: ActionDeclaration[]): PipelineDeclaration =>
  pipeline({}, [
    ["Source", [source()]],
    ["Next", actions],
  ]);

/**
 * Required before resources are made: Pulumi keeps a stack trace and two promises for each promise, to
 * print where one never resolves, and a trace of each resource, to say where it was made. That would be
 * half of a test's time. Errors keep their traces.
 */
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

const promises = debuggable as unknown as {
  debuggablePromise<T>(promise: Promise<T>, context: unknown): Promise<T>;
};
// Another promise, as Pulumi's is: who drops it hears of its rejection.
promises.debuggablePromise = (promise) => promise.then();

const resources = pulumi.Resource as unknown as { stackTrace(skip: number): unknown[] };
resources.stackTrace = () => [];

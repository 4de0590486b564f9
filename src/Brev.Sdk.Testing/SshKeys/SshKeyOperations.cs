using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.SshKeys;

/// <summary>The operation of the tag SshKeys. Unless a test has set one, the private key is a made-up text, no key.</summary>
internal sealed class SshKeyOperations(FakeUsers users)
{
    public const string PrivateKey = "-----BEGIN SYNTHETIC KEY-----\nnot-a-key\n-----END SYNTHETIC KEY-----\n";

    public void AddTo(OperationTable table) => table.Add("GetCurrentUserKeys", call => FakeAnswer.Json(new JsonObject
    {
        ["privateKey"] = users.SshPrivateKey ?? PrivateKey,
        ["publicKey"] = users.Get(call.UserId).PublicKey,
    }));
}

using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Health;

/// <summary>The operation of the tag Health.</summary>
internal static class HealthOperations
{
    public static void AddTo(OperationTable table) =>
        table.Add("GetHealth", static _ => FakeAnswer.Json(new JsonObject { ["status"] = "ok" }));
}

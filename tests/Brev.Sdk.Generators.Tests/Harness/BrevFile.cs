using Brev.Sdk.Generators.Tests.Document;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>The project's own document with the metadata of its item.</summary>
internal static class BrevFile
{
    public static MemoryFile Create() =>
        MemoryFile.Document(BrevDocument.Text, "Brev.Sdk", strictSecurity: true, path: "/documents/brev.openapi.json");
}

using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.CorpusTests;

/// <summary>What became of one document.</summary>
internal sealed record CorpusResult(string Document, int Files, int Operations, string Reported, string Complaints)
{
    public bool IsClean => Complaints.Length == 0;

    /// <summary>Generates, proves caching and determinism, and compiles contracts, Refit's stubs and the client.</summary>
    public static CorpusResult Of(string path)
    {
        var file = MemoryFile.Document(File.ReadAllText(path), "Corpus.Api", path: path);
        var contracts = GeneratorHarness.Contracts(file);
        var again = GeneratorRun.Start(
            new ContractsGenerator(), [file], GeneratorHarness.Compilation("Contracts"), new Dictionary<string, string>());
        Assert.Empty(contracts.DifferencesTo(again));
        var reported = string.Join(' ', contracts.Diagnostics.GroupBy(diagnostic => diagnostic.Id)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}x{group.Count()}"));
        var complaints = contracts.Output.Complaints();
        var operations = 0;
        if (complaints.Length == 0 && contracts.Sources.Count > 0)
        {
            var client = Client(file, contracts.Output);
            operations = client.Sources.Where(source => source.Key.EndsWith(".CorpusClient.g.cs", StringComparison.Ordinal))
                .Sum(source => source.Value.Split("RequiresAuthorization:").Length - 1);
            complaints = client.Output.Complaints();
            complaints += RefitStubs.Complaints(client.Output);
        }

        return new CorpusResult(Path.GetFileName(path), contracts.Sources.Count, operations, reported, complaints);
    }

    public override string ToString() =>
        $"{(IsClean ? "ok  " : "FAIL")} {Files,5} files {Operations,4} operations  {Document}  {Reported}"
            + (IsClean ? "" : "\n" + Complaints);

    private static GeneratorRun Client(MemoryFile file, Compilation contracts)
    {
        var servers = contracts.SyntaxTrees.Select(tree => Path.GetFileName(tree.FilePath)).Where(name => IsServer(name, contracts))
            .Select(name => name["Corpus.Api.I".Length..^"Api.g.cs".Length]);
        return GeneratorHarness.Client(MinimalClient.Source("Corpus.Api", "CorpusClient", [.. servers]), [contracts.ToReference()], file);
    }

    /// <summary>An interface without members of its own is a server's.</summary>
    private static bool IsServer(string file, Compilation contracts) =>
        file.StartsWith("Corpus.Api.I", StringComparison.Ordinal)
        && file.EndsWith("Api.g.cs", StringComparison.Ordinal)
        && contracts.GetTypeByMetadataName(file[..^".g.cs".Length]) is { TypeKind: TypeKind.Interface } type
        && type.GetMembers().IsEmpty;
}

using System.Text.RegularExpressions;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>
/// Finds the credentials that an operation asks for. Of several ways that the document offers the one with bearer tokens is taken,
/// otherwise the first.
/// </summary>
internal sealed class SecurityParser(OpenApiDocument document, ProblemLog problems)
{
    private static readonly Regex Token = new("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, CredentialSpec> _used = new(StringComparer.Ordinal);

    /// <summary>All schemes that operations use.</summary>
    public SecuritySpec Used
    {
        get
        {
            var names = new NameScope(StringComparer.Ordinal)
                .Reserve(
                    "SecuritySchemes", "CredentialPlace", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize")
                .Assign(_used.Keys, Naming.Pascal, (scheme, given) =>
                    problems.Add(ProblemIds.NameCollision, PointerOf(scheme), scheme, given), "Scheme");
            var ordered = _used.OrderBy(scheme => scheme.Key, StringComparer.Ordinal);
            return new SecuritySpec(new(ordered.Select(scheme => new NamedCredentialSpec(names[scheme.Key], scheme.Value))));
        }
    }

    /// <summary>The places that a call leaves empty. An empty requirement asks for nothing.</summary>
    public CredentialSpec[] Parse(FoundOperation found)
    {
        var own = found.Operation.Security;
        var pointer = own is null ? "/security" : Pointer.Child(found.Pointer, "security");
        var ways = (own ?? document.Security ?? [])
            .Select((requirement, index) => (Pointer: $"{pointer}/{index}", Credentials: requirement.Keys
                .Select(scheme => Read(scheme, $"{pointer}/{index}")).OfType<CredentialSpec>().ToArray()))
            .Where(way => way.Credentials.Length > 0)
            .ToArray();
        var chosen = ways.Where(way => way.Credentials.All(credential => credential.IsBearer)).Concat(ways)
            .Select(way => way.Credentials).FirstOrDefault() ?? [];
        foreach (var way in ways.Where(way => !IsSame(way.Credentials, chosen)))
        {
            problems.Add(ProblemIds.LeftOutSecurity, way.Pointer, Names(way.Credentials), Names(chosen));
        }

        foreach (var credential in chosen)
        {
            _used[credential.SchemeName] = credential;
        }

        return chosen;
    }

    /// <summary>Whether two ways leave the same places empty: a handler can fill them for either.</summary>
    private static bool IsSame(IEnumerable<CredentialSpec> one, IEnumerable<CredentialSpec> other)
    {
        static HashSet<(CredentialPlace, string)> Places(IEnumerable<CredentialSpec> way) =>
            [.. way.Select(credential => (credential.Place, credential.Name))];
        return Places(one).SetEquals(Places(other));
    }

    private static string Names(IEnumerable<CredentialSpec> way) =>
        string.Join(" with ", way.Select(credential => $"'{credential.SchemeName}'"));

    private static string PointerOf(string scheme) => Pointer.Child("/components", "securitySchemes", scheme);

    /// <summary>A scheme that the document does not have counts as a bearer token, as it did when it was meant to be one.</summary>
    private CredentialSpec? Read(OpenApiSecuritySchemeReference scheme, string pointer)
    {
        var name = scheme.Reference.Id ?? "";

        // By its name, which can be no address: following it as a reference would fail for some names.
        if (document.Components?.SecuritySchemes?.TryGetValue(name, out var target) is not true || target is null)
        {
            problems.Add(ProblemIds.DanglingReference, pointer, "#" + PointerOf(name));
            return new CredentialSpec(name, CredentialPlace.Authorization, CredentialSpec.Bearer, "");
        }

        // Certificates are an affair of the connection.
        if (target.Type == SecuritySchemeType.MutualTLS)
        {
            return null;
        }

        var credential = new CredentialSpec(name, PlaceOf(target), NameOf(target), target.Description ?? "");
        if (credential.Place == CredentialPlace.Query ? credential.Name.Length > 0 : Token.IsMatch(credential.Name))
        {
            return credential;
        }

        problems.Add(ProblemIds.UnsupportedSecurity, PointerOf(name), name, credential.Name);
        return null;
    }

    private static CredentialPlace PlaceOf(IOpenApiSecurityScheme scheme) => (scheme.Type, scheme.In) switch
    {
        (SecuritySchemeType.ApiKey, ParameterLocation.Query) => CredentialPlace.Query,
        (SecuritySchemeType.ApiKey, ParameterLocation.Cookie) => CredentialPlace.Cookie,
        (SecuritySchemeType.ApiKey, _) => CredentialPlace.Header,
        _ => CredentialPlace.Authorization,
    };

    private static string NameOf(IOpenApiSecurityScheme scheme) => scheme.Type switch
    {
        SecuritySchemeType.ApiKey => scheme.Name ?? "",
        SecuritySchemeType.Http when scheme.Scheme is { Length: > 0 } name => char.ToUpperInvariant(name[0]) + name.Substring(1),
        _ => CredentialSpec.Bearer,
    };
}

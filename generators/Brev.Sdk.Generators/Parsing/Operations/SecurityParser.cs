using System.Globalization;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
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
    private readonly Dictionary<string, CredentialSpec> _used = new(StringComparer.Ordinal);

    /// <summary>All schemes that operations use.</summary>
    public SecuritySpec Used
    {
        get
        {
            var names = new NameScope(StringComparer.Ordinal)
                .Reserve(
                    "SecuritySchemes", "CredentialPlace", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString",
                    "MemberwiseClone", "Finalize")
                .Assign(_used.Keys, Naming.Pascal, (scheme, given) =>
                    problems.Add(ProblemIds.NameCollision, PointerOf(scheme), scheme, given), "Scheme");
            var ordered = _used.Keys.OrderBy(scheme => scheme, StringComparer.Ordinal);
            return new SecuritySpec(new(ordered.Select(scheme => new NamedCredentialSpec(names[scheme], _used[scheme]))));
        }
    }

    /// <summary>
    /// The places that a call leaves empty. A call that can go without credentials has none: a server refuses an empty credential.
    /// </summary>
    public CredentialSpec[] Parse(FoundOperation found)
    {
        var own = found.Operation.Security;
        var pointer = own is null ? "/security" : Pointer.Child(found.Pointer, "security");
        var ways = new List<Way>();
        var requirements = own ?? document.Security ?? [];
        var isOptional = requirements.Any(static requirement => requirement.Count == 0);
        for (var index = 0; index < requirements.Count; index++)
        {
            var place = $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}";
            var credentials = requirements[index].Keys.Select(scheme => Read(scheme, place)).OfType<CredentialSpec>().ToArray();
            if (credentials.Length > 0)
            {
                ways.Add(new Way(place, credentials));
            }
        }

        var chosen = isOptional ? [] : (ways.Find(static way => way.Credentials.All(credential => credential.IsBearer))
            ?? ways.FirstOrDefault())?.Credentials ?? [];
        foreach (var way in ways)
        {
            if (!IsSame(way.Credentials, chosen))
            {
                problems.Add(ProblemIds.LeftOutSecurity, way.Pointer, Names(way.Credentials), Names(chosen));
            }
        }

        return chosen;
    }

    /// <summary>Keeps the schemes of an operation that is emitted.</summary>
    public void Use(CredentialSpec[] credentials)
    {
        foreach (var credential in credentials)
        {
            _used[credential.SchemeName] = credential;
        }
    }

    /// <summary>Whether two ways leave the same places empty: a handler can fill them for either.</summary>
    private static bool IsSame(CredentialSpec[] one, CredentialSpec[] other)
    {
        static bool Fills(CredentialSpec[] way, CredentialSpec[] places) => Array.TrueForAll(places, place =>
            Array.Exists(way, credential => credential.Place == place.Place && credential.Name == place.Name));
        return ReferenceEquals(one, other) || (Fills(one, other) && Fills(other, one));
    }

    private static string Names(CredentialSpec[] way) =>
        way.Length == 0 ? "'{}'" : string.Join(" with ", way.Select(credential => $"'{credential.SchemeName}'"));

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
        if (credential.Place == CredentialPlace.Query ? credential.Name.Length > 0 : HeaderText.IsName(credential.Name))
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

    /// <summary>One of the ways to authenticate.</summary>
    private sealed record Way(string Pointer, CredentialSpec[] Credentials);
}

using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the places that a call leaves empty for its credentials: a handler that knows a credential fills its place.</summary>
internal static class CredentialMarkers
{
    /// <summary>The headers without a value. A scheme of <c>Authorization</c> stands there without its parameter.</summary>
    public static IEnumerable<string> Headers(OperationSpec operation) => operation.Credentials
        .Where(credential => credential.Place is CredentialPlace.Authorization or CredentialPlace.Header)
        .Select(credential => credential.Place == CredentialPlace.Header ? credential.Name + ":" : "Authorization: " + credential.Name)
        .Concat(HasCookiesOfItsOwn(operation) || Cookies(operation) is not { Length: > 0 } cookies ? [] : ["Cookie: " + cookies])
        .Distinct();

    /// <summary>The cookies without a value.</summary>
    public static string Cookies(OperationSpec operation) =>
        string.Join("; ", Of(operation, CredentialPlace.Cookie).Select(name => name + "="));

    /// <summary>The path with the parameters of the query that have no value.</summary>
    public static string Path(OperationSpec operation) => Of(operation, CredentialPlace.Query)
        .Aggregate(operation.Path, (path, name) => path + (path.Contains("?") ? "&" : "?") + Uri.EscapeDataString(name) + "=");

    /// <summary>Cookies of parameters and of credentials travel in one header, which is made for each call.</summary>
    private static bool HasCookiesOfItsOwn(OperationSpec operation) =>
        operation.Parameters.Any(parameter => parameter.Place == ParameterPlace.Cookie);

    private static IEnumerable<string> Of(OperationSpec operation, CredentialPlace place) =>
        operation.Credentials.Where(credential => credential.Place == place).Select(credential => credential.Name).Distinct();
}

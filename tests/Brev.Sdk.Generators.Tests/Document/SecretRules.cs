using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>Which members must never be printed, wherever they occur in the document.</summary>
internal static class SecretRules
{
    private static readonly HashSet<string> Secret =
    [
        // Credentials.
        "access_token", "refresh_token", "id_token", "api_key", "device_code", "sessionKey", "token", "loginUrl", "Identity",
        "registrationToken", "deviceToken", "registrationCommand", "authKey", "couponCode", "Code",

        // Keys and passwords.
        "privateKey", "privateKeyData", "SSHPrivateKey", "Cert", "password", "workspacePassword", "clientSecret",

        // Scripts and settings in which people leave credentials.
        "tunnelSetupBash", "userApplicationSetupBash", "startupScript", "startCommand", "script", "execStr", "exec", "setupScript",
        "verbYaml", "yamlString", "environmentVariables", "user_data_base64", "metadata", "workspaceApplicationStartScripts",

        // Addresses of repositories, which can carry credentials.
        "gitRepo", "repository", "baseWorkspaceRepo", "workspaceBaseRepo", "workspaceProjectRepo",

        // Personal data.
        "email", "defaultEmail", "workspaceEmail", "authorizedEmails", "clientIPs", "allowedSources", "cidrBlocks",
    ];

    /// <summary>Words that name a secret in some places and something harmless in others.</summary>
    private static readonly HashSet<string> SecretHere =
    [
        "CreateSecretRequest.value", "SetSecretValueRequest.value", "ManagedSecretValueResponse.value", "AuthorizedEmails.emails",
        "CreateWorkspaceRequest.tunnel",
    ];

    private static readonly HashSet<string> HarmlessHere = ["FileObject.metadata"];

    public static IEnumerable<string> MarkEverySecret(JsonObject document) =>
        document.Properties().Where(property => IsSecret(property) && !IsMarked(document, property.Node)).Select(property => property.Title)
            .Concat(from parameter in document.Operations().SelectMany(operation => operation.Parameters)
                    let name = parameter["name"]!.GetValue<string>()
                    where Secret.Contains(name) && !IsMarked(document, parameter["schema"]!)
                    select name)
            .Concat(from operation in document.Operations()
                    where operation.Id == "CreateOrganizationInvite"
                        && !IsMarked(document, operation.Responses.First().Value["content"]!["application/json"]!["schema"]!)
                    select operation.Id);

    private static bool IsSecret(DocumentProperty property) =>
        SecretHere.Contains(property.Title) || (Secret.Contains(property.Name) && !HarmlessHere.Contains(property.Title));

    private static bool IsMarked(JsonObject document, JsonNode schema)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return document.Find(reference)!["properties"]!.AsObject().All(member => IsMarked(document, member.Value!));
        }

        var isText = schema["type"] is JsonValue type
            ? type.GetValue<string>() == "string"
            : schema["type"]!.AsArray().Any(each => each!.GetValue<string>() == "string");
        return isText ? schema["format"]?.GetValue<string>() == "password" : schema["x-secret"]?.GetValue<bool>() == true;
    }
}

namespace Brev.Sdk.Tests.CustomApi;

public sealed record Account(string Id, string Username, int Logins = 0);

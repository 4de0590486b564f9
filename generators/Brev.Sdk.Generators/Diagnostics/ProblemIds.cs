namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>The ids of everything that is reported.</summary>
internal static class ProblemIds
{
    public const string NotJson = "BREV0001";
    public const string NotOpenApi = "BREV0002";
    public const string UnsupportedVersion = "BREV0003";
    public const string DanglingReference = "BREV0004";
    public const string ExternalReference = "BREV0005";
    public const string MissingOperationId = "BREV0006";
    public const string DuplicateOperationId = "BREV0007";
    public const string MissingSecurity = "BREV0008";
    public const string NameCollision = "BREV0009";
    public const string UnsupportedMediaType = "BREV0010";
    public const string UnsupportedParameter = "BREV0011";
    public const string UnsupportedKeyword = "BREV0012";
    public const string UntypedValue = "BREV0013";
    public const string MissingNamespace = "BREV0014";
    public const string MissingDocument = "BREV0015";
    public const string UndeclaredPathParameter = "BREV0016";
    public const string UnsuitableClient = "BREV0017";
    public const string BrokenPagination = "BREV0018";
    public const string InvalidElement = "BREV0019";
    public const string UnsupportedMethod = "BREV0020";
    public const string SharedNamespace = "BREV0021";
    public const string UnreadableDocument = "BREV0022";
    public const string LeftOutMediaType = "BREV0023";
    public const string UnsupportedSecurity = "BREV0024";
    public const string LeftOutElement = "BREV0025";
    public const string IncomingCalls = "BREV0026";
    public const string CircularReference = "BREV0027";
    public const string LeftOutSecurity = "BREV0028";
    public const string IgnoredParameter = "BREV0029";
    public const string Unexpected = "BREV0099";
}

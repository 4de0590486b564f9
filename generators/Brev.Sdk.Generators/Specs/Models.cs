namespace Brev.Sdk.Generators.Specs;

/// <summary>One property of a model.</summary>
internal sealed record PropertySpec(string Name, string JsonName, TypeSpec Type, bool IsRequired, bool IsSecret, bool CoalescesNull, string Description);

/// <summary>One record.</summary>
internal sealed record ModelSpec(string Name, string SchemaName, string Description, EquatableArray<PropertySpec> Properties, bool KeepsUnknownMembers)
{
    public bool HasRequired => Properties.Any(property => property.IsRequired);
}

/// <summary>One known value of an open enumeration.</summary>
internal sealed record EnumMemberSpec(string Name, string Value, string Description);

/// <summary>One open enumeration.</summary>
internal sealed record EnumSpec(string Name, string SchemaName, string Description, EquatableArray<EnumMemberSpec> Members);

/// <summary>Where a parameter travels.</summary>
internal enum ParameterPlace { Path, Query, Header }

/// <summary>One parameter of an operation.</summary>
internal sealed record ParameterSpec(string Name, string WireName, ParameterPlace Place, TypeSpec Type, bool IsRequired, string Description);

/// <summary>What an operation answers with.</summary>
internal enum ResultKind { None, Model, List, Text, JsonText, Other }

/// <summary>One operation.</summary>
internal sealed record OperationSpec(
    string Id, string Method, string Path, string Tag, string Server, bool IsSecured, bool IsRepeatSafe, string Summary, string Description,
    EquatableArray<ParameterSpec> Parameters, EquatableArray<string> ConstantHeaders, TypeSpec? Body, bool BodyHasRequired, bool BodyIsEmpty, string BodyDescription,
    ResultKind ResultKind, TypeSpec? Result, string ResultDescription, bool ResultHasRequired, PaginationSpec? Pagination);

/// <summary>How the pages of a list follow each other.</summary>
internal sealed record PaginationSpec(string MethodName, string RequestMember, string RequestMemberType, string PageToken, string PageSize, string NextPageToken, string Items, TypeSpec Item);

/// <summary>One server.</summary>
internal sealed record ServerSpec(string Name, string Url, string Description);

/// <summary>One server with the interfaces of its tags.</summary>
internal sealed record ServerInterfaceSpec(ServerSpec Server, EquatableArray<string> TagInterfaces)
{
    public static ServerInterfaceSpec From(ServerSpec server, IEnumerable<TagSpec> tags) =>
        new(server, new(tags.Where(tag => tag.Server == server.Name).Select(tag => tag.InterfaceName)));
}

/// <summary>One tag on one server: an interface.</summary>
internal sealed record TagSpec(string InterfaceName, string Server, string Name, string Description, EquatableArray<OperationSpec> Operations);

/// <summary>The whole document.</summary>
internal sealed record DocumentSpec(string Namespace, EquatableArray<ServerSpec> Servers, EquatableArray<TagSpec> Tags, EquatableArray<ModelSpec> Models, EquatableArray<EnumSpec> Enums, EquatableArray<string> Support, EquatableArray<string> Problems);

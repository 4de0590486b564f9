using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Brev.Sdk.PackageTests.Feed;

/// <summary>What an assembly in a package calls, and what of it others see, read without loading it.</summary>
public sealed class AssemblyFile
{
    private readonly HashSet<string> _types = [];
    private readonly HashSet<string> _members = [];

    private AssemblyFile(MetadataReader reader)
    {
        References = [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => IsSeen(reader, type)))
        {
            var name = NameOf(reader, type);
            _types.Add(name);
            _members.UnionWith(MembersOf(reader, type).Select(member => $"{name}.{member.Replace('.', '#')}"));
        }
    }

    /// <summary>The names of the assemblies that it calls.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The types that others see, by their names in documentation.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>Reads an assembly of a package.</summary>
    public static AssemblyFile In(PackageFile package, string path)
    {
        using var reader = new PEReader(package.Open(path));
        return new AssemblyFile(reader.GetMetadataReader());
    }

    /// <summary>Whether others see the type, or a member with the name, that a documentation file calls by this id.</summary>
    public bool Offers(string id)
    {
        var name = id[2..].Split('(', '~')[0].Split("``")[0];
        return id.StartsWith("T:", StringComparison.Ordinal) ? _types.Contains(name) : _members.Contains(name);
    }

    private static bool IsSeen(MetadataReader reader, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsSeen(reader, reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static string NameOf(MetadataReader reader, TypeDefinition type) => type.IsNested
        ? $"{NameOf(reader, reader.GetTypeDefinition(type.GetDeclaringType()))}.{reader.GetString(type.Name)}"
        : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private static IEnumerable<string> MembersOf(MetadataReader reader, TypeDefinition type)
    {
        bool IsMethodSeen(MethodDefinitionHandle handle) =>
            !handle.IsNil && (reader.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
        var methods = type.GetMethods().Where(IsMethodSeen).Select(handle => reader.GetMethodDefinition(handle).Name);
        var fields = type.GetFields().Select(reader.GetFieldDefinition)
            .Where(field => (field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public
                or FieldAttributes.Family or FieldAttributes.FamORAssem)
            .Select(field => field.Name);
        var properties = type.GetProperties().Select(reader.GetPropertyDefinition)
            .Where(property => IsMethodSeen(property.GetAccessors().Getter) || IsMethodSeen(property.GetAccessors().Setter))
            .Select(property => property.Name);
        var events = type.GetEvents().Select(reader.GetEventDefinition).Where(one => IsMethodSeen(one.GetAccessors().Adder))
            .Select(one => one.Name);
        return methods.Concat(fields).Concat(properties).Concat(events).Select(reader.GetString);
    }
}

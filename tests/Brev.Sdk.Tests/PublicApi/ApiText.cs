using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Brev.Sdk.Tests.PublicApi;

/// <summary>Writes down the public types of an assembly and their members, in an order that does not depend on the source.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Write(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append(Bases(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var names = type.GetInterfaces().Except(inherited).Select(Name).Order(StringComparer.Ordinal);
        var bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? names.Prepend(Name(parent)) : names;
        return string.Join(", ", bases) is { Length: > 0 } list ? " : " + list : "";
    }

    private static IEnumerable<string> Members(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type)
            : type.GetConstructors(Declared).Where(IsSeen).Select(constructor => $"{Access(constructor)}{type.Name}({Parameters(constructor)})")
                .Concat(type.GetProperties(Declared).Where(property => property.GetMethod is { } getter && IsSeen(getter)).Select(Property))
                .Concat(type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"{Static(field.IsStatic)}{Name(field.FieldType)} {field.Name}"))
                .Concat(type.GetMethods(Declared).Where(method => IsSeen(method) && !IsAccessor(method) && !IsCompilers(method)).Select(Method));

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static bool IsCompilers(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Property(PropertyInfo property)
    {
        var setter = property.SetMethod is { } set && IsSeen(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(property.GetMethod!)}{Static(property.GetMethod!.IsStatic)}{required}{Nullable(property)} {property.Name} {{ get;{setter} }}";
    }

    private static string Method(MethodInfo method)
    {
        var arguments = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Access(method)}{Static(method.IsStatic)}{(method.IsAbstract ? "abstract " : "")}{Name(method.ReturnType)} {method.Name}{arguments}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)}{(IsNullable(new NullabilityInfoContext().Create(parameter).WriteState, parameter.ParameterType) ? "?" : "")} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Nullable(PropertyInfo property) =>
        Name(property.PropertyType) + (IsNullable(new NullabilityInfoContext().Create(property).ReadState, property.PropertyType) ? "?" : "");

    private static bool IsNullable(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Name(Type type) =>
        System.Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}

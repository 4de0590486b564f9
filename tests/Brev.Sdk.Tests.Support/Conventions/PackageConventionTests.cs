using System.Reflection;
using System.Runtime.CompilerServices;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>What holds for every public type of a package.</summary>
/// <param name="namespaces">The namespaces that a user imports.</param>
/// <param name="hidden">The namespace of a library that no signature may name.</param>
/// <param name="packages">The assemblies.</param>
public abstract class PackageConventionTests(string[] namespaces, string hidden, params Assembly[] packages)
{
    private IEnumerable<Type> PublicTypes => packages.SelectMany(package => package.GetExportedTypes());

    private IEnumerable<MethodInfo> PublicMethods => PublicTypes
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName);

    [Fact]
    public void Classes_are_sealed_or_made_to_be_derived_from() => Assert.DoesNotContain(
        PublicTypes, type => type.IsClass && !type.IsSealed && !type.IsAbstract && !PublicTypes.Any(derived => derived.BaseType == type));

    [Fact]
    public void Types_stand_in_the_namespaces_that_users_import() =>
        Assert.Equal(namespaces, PublicTypes.Select(type => type.Namespace).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void What_can_be_awaited_ends_in_Async() => Assert.Empty(PublicMethods
        .Where(method => IsAwaitable(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal))
        .Select(Describe));

    [Fact]
    public void What_is_awaited_takes_a_cancellation_token_as_its_last_parameter() => Assert.Empty(PublicMethods
        .Where(method => IsAwaitable(method.ReturnType) && method.Name is not ("DisposeAsync" or "StartAsync"))
        .Where(method => method.GetParameters().LastOrDefault(IsGivenByCaller)?.ParameterType != typeof(CancellationToken))
        .Select(Describe));

    [Fact]
    public void No_signature_needs_a_type_of_the_library_below() => Assert.Empty(PublicMethods
        .Where(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(IsHidden))
        .Select(Describe));

    [Fact]
    public void Every_exception_that_an_application_meets_derives_from_BrevException() => Assert.All(
        PublicTypes.Where(type => type.IsAssignableTo(typeof(Exception))
            && type.Assembly != typeof(Workspace).Assembly
            && type.Namespace != "Brev.Sdk.Testing"),
        type => Assert.True(type.IsAssignableTo(typeof(BrevException)), type.Name));

    /// <summary>What the compiler fills in has to stand last.</summary>
    private static bool IsGivenByCaller(ParameterInfo parameter) => !parameter.IsDefined(typeof(CallerMemberNameAttribute));

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask) || (type.IsGenericType && IsAwaitableDefinition(type.GetGenericTypeDefinition()));

    private static bool IsAwaitableDefinition(Type type) =>
        type == typeof(Task<>) || type == typeof(ValueTask<>) || type == typeof(IAsyncEnumerable<>);

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private bool IsHidden(Type type) =>
        type.Namespace is { } name && (name == hidden || name.StartsWith(hidden + ".", StringComparison.Ordinal));
}

using System.Reflection;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>What holds for every public type of the packages.</summary>
public sealed class ConventionTests
{
    private static readonly Assembly[] Packages = [typeof(Workspace).Assembly, typeof(BrevClient).Assembly, typeof(FakeBrev).Assembly];

    private static IEnumerable<Type> PublicTypes => Packages.SelectMany(package => package.GetExportedTypes());

    private static IEnumerable<MethodInfo> PublicMethods => PublicTypes
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName);

    [Fact]
    public void Classes_are_sealed_or_made_to_be_derived_from() =>
        Assert.DoesNotContain(PublicTypes, type => type.IsClass
            && !type.IsSealed
            && !type.IsAbstract
            && !PublicTypes.Any(derived => derived.BaseType == type));

    [Fact]
    public void Types_stand_in_the_namespaces_that_users_import() =>
        Assert.Equal(["Brev.Sdk", "Brev.Sdk.Serialization", "Brev.Sdk.Testing"], PublicTypes.Select(type => type.Namespace).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void What_can_be_awaited_ends_in_Async() =>
        Assert.Empty(PublicMethods.Where(method => IsAwaitable(method.ReturnType)
            && !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(Describe));

    [Fact]
    public void What_is_awaited_takes_a_cancellation_token_as_its_last_parameter() =>
        Assert.Empty(PublicMethods
            .Where(method => IsAwaitable(method.ReturnType) && method.Name is not ("DisposeAsync" or "StartAsync"))
            .Where(method => method.GetParameters() is not [.., { ParameterType: var last }] || last != typeof(CancellationToken))
            .Select(Describe));

    [Fact]
    public void No_signature_of_the_client_needs_a_type_of_Refit() =>
        Assert.Empty(PublicMethods
            .Where(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            .Any(type => type.Namespace == "Refit"))
            .Select(Describe));

    [Fact]
    public void Every_exception_of_the_client_derives_from_BrevException() =>
        Assert.All(typeof(BrevClient).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))), type =>
            Assert.True(type.IsAssignableTo(typeof(BrevException)), type.Name));

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>)
        || type.GetGenericTypeDefinition() == typeof(ValueTask<>)
        || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}

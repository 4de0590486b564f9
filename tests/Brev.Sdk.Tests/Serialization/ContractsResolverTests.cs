using System.Reflection;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>What generators cannot see of each other is complete.</summary>
public sealed class ContractsResolverTests
{
    public static TheoryData<string> Interfaces => [.. Names];

    private static IEnumerable<string> Names =>
        typeof(IControlPlaneApi).Assembly.GetExportedTypes().Where(type => type.IsInterface
            && type.Name.EndsWith("Api", StringComparison.Ordinal)).Select(type => type.Name);

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_request_and_every_result_can_be_written_and_read(string name)
    {
        // Refit implements those that are abstract; the others read what these give.
        var missing = Api(name).GetMethods().SelectMany(method => BodiesOf(method)
                .Where(type => ContractsResolver.Default.GetTypeInfo(type, BrevJson.Options) is null
                    || (method.IsAbstract && DocumentBody.Of(type) is null)))
            .Select(type => type.ToString());

        Assert.Empty(missing.Distinct());
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_generated_interface_is_bound_once(string name)
    {
        var bindings = typeof(BrevClient).Assembly.GetTypes().Where(type => type.IsInterface
            && type.Name.EndsWith("Binding", StringComparison.Ordinal));

        Assert.Single(bindings, binding => Api(name).IsAssignableFrom(binding));
    }

    [Fact]
    public void The_client_is_all_of_the_document() =>
        Assert.All(Names, name => Assert.True(Api(name).IsAssignableFrom(typeof(BrevClient)), name));

    private static Type Api(string name) => typeof(IControlPlaneApi).Assembly.GetType("Brev.Sdk." + name, throwOnError: true)!;

    private static IEnumerable<Type> BodiesOf(MethodInfo method)
    {
        var request = method.GetParameters().Where(parameter => parameter.GetCustomAttribute<Refit.BodyAttribute>() is not null)
            .Select(parameter => parameter.ParameterType);
        var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments() : [];
        return request.Concat(result).Where(type => type != typeof(string));
    }
}

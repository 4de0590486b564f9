using System.Reflection;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>Names of types that stand beside the generated ones in any file with implicit usings.</summary>
internal static class NamesInScope
{
    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] Assemblies =
    [
        "System.Private.CoreLib", "System.Collections", "System.Collections.Concurrent", "System.Console", "System.Linq",
        "System.Linq.AsyncEnumerable", "System.Linq.Expressions", "System.Linq.Parallel", "System.Linq.Queryable", "System.Net.Http",
        "System.Private.Uri", "System.Runtime", "System.Threading", "System.Threading.Tasks.Parallel", "System.IO.Pipes",
        "System.IO.FileSystem.Watcher", "System.IO.Compression",
    ];

    private static readonly HashSet<string> Names =
    [
        .. from assembly in Assemblies
           from type in Assembly.Load(assembly).GetExportedTypes()
           where Namespaces.Contains(type.Namespace)
           select type.Name.Split('`')[0],
    ];

    public static bool Contains(string name) => Names.Contains(name);
}

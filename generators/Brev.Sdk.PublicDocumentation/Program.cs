using System.Xml.Linq;
using Brev.Sdk.PublicDocumentation;

if (args is not [var documentation, var assembly, var references])
{
    Console.Error.WriteLine("Usage: <documentation file> <assembly> <file that lists the assembly's references, one a line>");
    return 1;
}

var paths = File.ReadAllLines(references);
var members = PublicMembers.Read(assembly, paths);
var document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
var inherited = new InheritedDocumentation(document, paths);
foreach (var member in document.Descendants("member").Where(member => !members.Contains(member.Attribute("name")!.Value)).ToArray())
{
    // With the line that it began on.
    (member.PreviousNode as XText)?.Remove();
    member.Remove();
}

var missing = document.Descendants("member").SelectMany(inherited.WriteOut).Distinct().ToArray();
if (missing.Length > 0)
{
    Console.Error.WriteLine("These members have no documentation that others could take: " + string.Join(", ", missing));
    return 1;
}

document.Save(documentation, SaveOptions.DisableFormatting);
return 0;

using System.Xml.Linq;
using Brev.Sdk.PublicDocumentation;

if (args is not [var documentation, var assembly, var references])
{
    Console.Error.WriteLine("Usage: <documentation file> <assembly> <file that lists the assembly's references, one a line>");
    return 1;
}

var members = PublicMembers.Read(assembly, File.ReadAllLines(references));
var document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
foreach (var member in document.Descendants("member").Where(member => !members.Contains(member.Attribute("name")!.Value)).ToArray())
{
    // With the line that it began on.
    (member.PreviousNode as XText)?.Remove();
    member.Remove();
}

document.Save(documentation, SaveOptions.DisableFormatting);
return 0;

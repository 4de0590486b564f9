using System.Text.Json;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Finds what references say, and the names other than pointers that they can say: anchors and ids.</summary>
internal static class ReferenceNames
{
    /// <param name="root">The document.</param>
    /// <param name="addresses">Gets the address of each reference.</param>
    /// <param name="names">Gets the pointer of each anchor and id.</param>
    public static void Find(JsonElement root, ISet<string> addresses, IDictionary<string, string> names)
    {
        var open = new Stack<Place>();
        open.Push(new Place(root, null, ""));
        while (open.Count > 0)
        {
            var place = open.Pop();
            if (place.Element.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var item in place.Element.EnumerateArray())
                {
                    if (IsContainer(item))
                    {
                        open.Push(new Place(item, place, index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                    }

                    index++;
                }
            }
            else
            {
                foreach (var member in place.Element.EnumerateObject())
                {
                    Note(member, place, addresses, names);
                    if (IsContainer(member.Value))
                    {
                        open.Push(new Place(member.Value, place, member.Name));
                    }
                }
            }
        }
    }

    private static bool IsContainer(JsonElement element) => element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static void Note(JsonProperty member, Place place, ISet<string> addresses, IDictionary<string, string> names)
    {
        if (member.Value.ValueKind != JsonValueKind.String)
        {
            return;
        }

        if (member.NameEquals("$ref"))
        {
            addresses.Add(member.Value.GetString()!);
        }
        else if (member.NameEquals("$anchor"))
        {
            names["#" + member.Value.GetString()] = place.Pointer;
        }
        else if (member.NameEquals("$id") && !member.Value.GetString()!.StartsWith("#", StringComparison.Ordinal))
        {
            names[member.Value.GetString()!] = place.Pointer;
        }
    }

    private sealed class Place(JsonElement element, Place? parent, string step)
    {
        public JsonElement Element => element;

        public string Pointer
        {
            get
            {
                var steps = new Stack<string>();
                for (var place = this; place.Parent is not null; place = place.Parent)
                {
                    steps.Push(place.Step);
                }

                return string.Concat(steps.Select(static step => "/" + Diagnostics.Pointer.Escaped(step)));
            }
        }

        private Place? Parent => parent;

        private string Step => step;
    }
}

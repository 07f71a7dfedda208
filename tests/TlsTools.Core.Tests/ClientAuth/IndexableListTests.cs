using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TlsTools.ClientAuth;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>
/// PowerShell indexes arrays and lists. The type that the compiler makes for a collection expression it takes for one object, so that
/// <c>$test.Reasons[0]</c> would be the whole list.
/// </summary>
public sealed class IndexableListTests
{
    [SkippableFact]
    public void Every_list_of_a_result_can_be_indexed_in_PowerShell()
    {
        LabPki.Require();
        ClientCertificateContext context = LabPki.Context(["rootA", "rootB"], ["rootA"]);
        AcceptableAuthorityList list = context.Request.Authorities!;
        object[] results =
        [
            ClientCertificateEvaluation.Test(LabPki.Entry("cli"), context),
            AuthorityComparer.Compare(LabPki.Entry("cli"), list, LabPki.Certificates("intA_cross", "rootNew")),
            AuthorityReducer.Reduce([LabPki.Entry("cli"), LabPki.Entry("cli_self")], list),
            list.WithCertificates(LabPki.Certificates("rootA"), LabPki.Time),
        ];
        List<string> wrong = [];
        foreach (object result in results)
        {
            Walk(result, result.GetType().Name, [], wrong);
        }

        Assert.Empty(wrong);
    }

    private static void Walk(object? value, string path, HashSet<object> seen, List<string> wrong)
    {
        if (value is null || value.GetType().Namespace?.StartsWith("TlsTools.ClientAuth", StringComparison.Ordinal) is not true && value is not IEnumerable || value is string || !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            if (value.GetType().Name.StartsWith('<'))
            {
                wrong.Add(path);
            }

            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen, wrong);
            }

            return;
        }

        foreach (System.Reflection.PropertyInfo property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.Name != "Issuers"))
        {
            Walk(property.GetValue(value), $"{path}.{property.Name}", seen, wrong);
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TlsTools.Commands;
using Xunit;

namespace TlsTools.Tests;

/// <summary>A cmdlet is a class, a line in the manifest, a view and a page; an error is a method and a line in docs/errors.md.</summary>
public sealed class ModuleContractTests
{
    private static readonly string s_manifest = Read("TlsTools.psd1");

    private static IEnumerable<Type> Cmdlets =>
        typeof(GetTlsHandshakeCommand).Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), false));

    [Fact]
    public void The_manifest_lists_the_cmdlets_and_no_others() =>
        Assert.Equal(
            Cmdlets.Select(Name).Order(),
            Regex.Match(s_manifest, @"CmdletsToExport\s*=\s*@\(([^)]*)\)").Groups[1].Value.Split(',').Select(name => name.Trim(' ', '\'', '\n', '\r')).Order());

    [Fact]
    public void The_manifest_has_the_version_of_the_build() =>
        Assert.Contains(
            $"ModuleVersion          = '{typeof(GetTlsHandshakeCommand).Assembly.GetName().Version!.ToString(3)}'", s_manifest, StringComparison.Ordinal);

    [Fact]
    public void Each_cmdlet_has_a_page_that_names_its_parameters_and_three_examples() => Assert.All(Cmdlets, cmdlet =>
    {
        string page = Read("docs", Name(cmdlet) + ".md");
        Assert.All(Parameters(cmdlet), parameter => Assert.Contains($"### -{parameter}\n", page, StringComparison.Ordinal));
        Assert.InRange(Regex.Count(page, "^### Example ", RegexOptions.Multiline), 3, 100);
    });

    [Fact]
    public void Each_cmdlet_has_help_that_names_its_parameters()
    {
        string help = Read("module", "bin", "net8.0", "en-US", "TlsTools.PowerShell.dll-Help.xml");
        Assert.All(Cmdlets, cmdlet =>
        {
            Assert.Contains($"<command:name>{Name(cmdlet)}</command:name>", help, StringComparison.Ordinal);
            Assert.All(Parameters(cmdlet), parameter => Assert.Contains($"<maml:name>{parameter}</maml:name>", help, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Each_cmdlet_writes_a_type_that_has_a_view()
    {
        HashSet<string> viewed = [.. XDocument.Parse(Read("module", "TlsTools.Format.ps1xml")).Descendants("TypeName").Select(name => name.Value)];
        Assert.All(
            Cmdlets,
            cmdlet => Assert.All(
                ((IEnumerable<CustomAttributeTypedArgument>)Arguments(cmdlet, typeof(OutputTypeAttribute))[0].Value!).Where(type => ((Type)type.Value!).Namespace is not ("System" or "System.IO" or "System.Management.Automation")),
                type => Assert.Contains(((Type)type.Value!).FullName!, viewed)));
    }

    [Fact]
    public void Every_type_and_property_in_a_view_exists()
    {
        foreach (XElement view in XDocument.Parse(Read("module", "TlsTools.Format.ps1xml")).Descendants("View"))
        {
            Type? type = typeof(Handshakes.TlsHandshake).Assembly.GetType(view.Descendants("TypeName").Single().Value);
            Assert.NotNull(type);
            Assert.All(view.Descendants("PropertyName"), property => Assert.NotNull(type.GetProperty(property.Value)));
        }
    }

    // Without one, lists of them are shown, joined and exported as names of types.
    [Fact]
    public void Each_object_that_can_be_reached_from_what_cmdlets_write_has_a_text_of_its_own()
    {
        HashSet<Type> reached = [];
        Queue<Type> next = new(Cmdlets.SelectMany(cmdlet => (IEnumerable<CustomAttributeTypedArgument>)Arguments(cmdlet, typeof(OutputTypeAttribute))[0].Value!).Select(type => (Type)type.Value!));
        while (next.TryDequeue(out Type? type))
        {
            foreach (Type inner in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
            {
                next.Enqueue(inner);
            }

            if (type.Assembly != typeof(Handshakes.TlsHandshake).Assembly || type.IsEnum || !reached.Add(type))
            {
                continue;
            }

            foreach (Type other in type.GetProperties().Select(property => property.PropertyType).Concat(type.Assembly.GetExportedTypes().Where(derived => derived.IsSubclassOf(type))))
            {
                next.Enqueue(other);
            }
        }

        Assert.InRange(reached.Count, 150, int.MaxValue);
        Assert.All(reached.Where(type => !type.IsInterface), type =>
        {
            MethodInfo text = type.GetMethod(nameof(ToString), [])!;
            Assert.False(text.DeclaringType == typeof(object) || text.DeclaringType == typeof(ValueType) || text.IsDefined(typeof(CompilerGeneratedAttribute)), type.FullName);
        });
    }

    [Fact]
    public void Each_error_is_explained() => Assert.All(
        typeof(Errors).GetMethods(BindingFlags.Static | BindingFlags.Public),
        error => Assert.Contains($"## {error.Name}\n", Read("docs", "errors.md"), StringComparison.Ordinal));

    [Fact]
    public void Each_reason_is_explained() => Assert.All(
        typeof(ClientAuth.CertificateReason).GetFields(),
        reason => Assert.Matches($@"(?m)^\| [^|]*`{reason.Name}`[^|]* \|", Read("docs", "reasons.md")));

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void The_module_folder_holds_all_that_its_assemblies_refer_to(string framework)
    {
        string folder = Path.Combine(RepositoryFiles.Root, "module", "bin", framework);
        HashSet<string> present = [.. Directory.GetFiles(folder, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.Contains("TlsTools.PowerShell", present);
        if (framework == "net8.0")
        {
            Assert.Equal(["TlsTools.Core", "TlsTools.PowerShell"], present.Order());
            return;
        }

        Assert.All(
            present.SelectMany(name => References(Path.Combine(folder, name + ".dll"))).Distinct(),
            name => Assert.True(present.Contains(name) || s_framework.Contains(name), name));
    }

    private static IEnumerable<string> References(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string Name(Type cmdlet) => string.Join('-', Arguments(cmdlet, typeof(CmdletAttribute)).Select(argument => argument.Value));

    // The attributes are read as metadata: those of the reference assembly keep nothing that they are given.
    private static IList<CustomAttributeTypedArgument> Arguments(Type cmdlet, Type attribute) =>
        cmdlet.GetCustomAttributesData().Single(data => data.AttributeType == attribute).ConstructorArguments;

    private static IEnumerable<string> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => property.Name);

    private static string Read(params string[] path) =>
        File.ReadAllText(Path.Combine([RepositoryFiles.Root, .. path])).ReplaceLineEndings("\n");

    // What Windows PowerShell and .NET Framework 4.7.2 have of what the assemblies refer to.
    private static readonly HashSet<string> s_framework = ["netstandard", "mscorlib", "System", "System.Core", "System.Management.Automation"];
}

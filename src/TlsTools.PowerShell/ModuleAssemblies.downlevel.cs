using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;

namespace TlsTools.Commands;

/// <summary>
/// Answers Windows PowerShell, which has no binding redirects for a module, with the one set of assemblies that
/// stands in the module's folder, whichever version of them a reference asks for.
/// </summary>
public sealed class ModuleAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Starts to answer.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Stops answering.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object sender, ResolveEventArgs arguments)
    {
        string file = Path.Combine(
            Path.GetDirectoryName(typeof(ModuleAssemblies).Assembly.Location)!,
            new AssemblyName(arguments.Name).Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>
/// One Java for all tests, because starting it takes longer than the tests do. It takes commands on its standard input and ends with it,
/// that is with the test run.
/// </summary>
internal sealed class JavaPeer
{
    private static readonly Lazy<JavaPeer> s_shared = new(() => new JavaPeer());
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _answers = new();
    private readonly Process _process;
    private int _commands;

    private JavaPeer()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("tlstools").FullName, "Peer.java");
        File.WriteAllText(file, Program);
        _process = Process.Start(new ProcessStartInfo("java", [file]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ') is [{ } question, { } answer])
            {
                Await(question).TrySetResult(answer);
            }
        };
        _process.BeginOutputReadLine();
    }

    public static JavaPeer Shared => s_shared.Value;

    /// <summary>Lets a client connect, with the key manager that Java takes by default, and waits until it has hung up.</summary>
    public void Connect(int port, string version, string keyStore) => Read("ended", Write($"connect|{PeerProgram.Text(port)}|{version}|{keyStore}"));

    /// <summary>Starts a server that takes one connection, or as many as come before it hears nothing for some seconds.</summary>
    /// <param name="trusted">The PEM file of what it trusts.</param>
    /// <param name="revocationLists">The PEM files of the lists that it asks.</param>
    /// <param name="asking">Whether it must have a certificate (<c>need</c>), takes one (<c>want</c>) or does not ask (<c>none</c>).</param>
    /// <param name="isLasting">Whether it goes on after its first connection.</param>
    /// <returns>Its port, and what asks whether it accepted its client.</returns>
    public (int Port, Func<bool> Accepted) Serve(string trusted, IEnumerable<string> revocationLists, string asking = "need", bool isLasting = false)
    {
        string command = Write($"serve|{trusted}|{string.Join(',', revocationLists)}|{asking}|{(isLasting ? "lasting" : "once")}");
        return (int.Parse(Read("port", command), CultureInfo.InvariantCulture), () => Read("verdict", command) == "accepted");
    }

    // Tests run side by side, so that each answer names its command.
    private string Write(string command)
    {
        lock (_process)
        {
            string number = PeerProgram.Text(++_commands);
            _process.StandardInput.WriteLine($"{command}|{number}");
            _process.StandardInput.Flush();
            return number;
        }
    }

    private string Read(string question, string command)
    {
        Task<string> answer = Await(question + command).Task;
        Assert.True(answer.Wait(PeerProgram.Patience), "Java did not answer.");
        return answer.Result;
    }

    private TaskCompletionSource<string> Await(string question) =>
        _answers.GetOrAdd(question, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

    private static string Program => $$"""
        import java.io.*;
        import java.security.*;
        import java.security.cert.*;
        import java.util.*;
        import javax.net.ssl.*;

        public class Peer {
            static final char[] PASSWORD = "{{LabPki.Password}}".toCharArray();
            static final String FOLDER = "{{LabPki.Folder.Replace('\\', '/')}}/";

            public static void main(String[] none) throws Exception {
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
                for (String line; (line = commands.readLine()) != null; ) {
                    String[] command = line.split("\\|", -1);
                    if (command[0].equals("serve")) {
                        serve(command[1], command[2], command[3], command[4].equals("lasting"), command[5]);
                    } else {
                        SSLContext context = context(command[3], anchors("rootA"));
                        inBackground(() -> {
                            connect(context, Integer.parseInt(command[1]), command[2]);
                            System.out.println("ended" + command[4] + " so");
                        });
                    }
                }
                System.exit(0);
            }

            static void connect(SSLContext context, int port, String version) {
                try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
                    socket.setSoTimeout(20000);
                    socket.setEnabledProtocols(new String[] { version });
                    socket.getOutputStream().write(10);
                } catch (IOException refused) {
                }
            }

            static void serve(String trusted, String lists, String asking, boolean lasting, String number) throws Exception {
                PKIXBuilderParameters rules = anchors(trusted);
                if (!lists.isEmpty()) {
                    List<CRL> crls = new ArrayList<>();
                    for (String list : lists.split(",")) {
                        crls.add(CertificateFactory.getInstance("X.509").generateCRL(new FileInputStream(FOLDER + list + ".pem")));
                    }
                    rules.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
                    rules.setRevocationEnabled(true);
                }
                SSLServerSocket server = (SSLServerSocket) context("srv", rules).getServerSocketFactory()
                    .createServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
                server.setWantClientAuth(asking.equals("want"));
                if (asking.equals("need")) {
                    server.setNeedClientAuth(true);
                }
                server.setSoTimeout(20000);
                System.out.println("port" + number + " " + server.getLocalPort());
                if (lasting) {
                    inBackground(() -> {
                        try (server) {
                            while (true) {
                                SSLSocket socket = (SSLSocket) server.accept();
                                inBackground(() -> answer(socket));
                            }
                        } catch (IOException over) {
                        }
                    });
                    return;
                }
                inBackground(() -> {
                    String verdict;
                    try (server; SSLSocket socket = (SSLSocket) server.accept()) {
                        socket.setSoTimeout(20000);
                        socket.startHandshake();
                        verdict = "accepted";
                    } catch (IOException refused) {
                        verdict = "refused";
                    }
                    System.out.println("verdict" + number + " " + verdict);
                });
            }

            static void answer(SSLSocket socket) {
                try (socket) {
                    socket.setSoTimeout(20000);
                    socket.startHandshake();
                    socket.getOutputStream().write(10);
                    socket.getInputStream().read();
                } catch (IOException refused) {
                }
            }

            static void inBackground(Runnable work) {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                thread.start();
            }

            static SSLContext context(String store, PKIXBuilderParameters rules) throws Exception {
                KeyStore keys = KeyStore.getInstance(new File(FOLDER + store + ".p12"), PASSWORD);
                KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("SunX509");
                keyManagers.init(keys, PASSWORD);
                TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
                trustManagers.init(new CertPathTrustManagerParameters(rules));
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
                return context;
            }

            static PKIXBuilderParameters anchors(String file) throws Exception {
                Set<TrustAnchor> anchors = new HashSet<>();
                try (FileInputStream pem = new FileInputStream(FOLDER + file + ".pem")) {
                    for (java.security.cert.Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                        anchors.add(new TrustAnchor((X509Certificate) anchor, null));
                    }
                }
                PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
                rules.setRevocationEnabled(false);
                return rules;
            }
        }
        """;
}

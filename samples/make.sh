#!/bin/bash
# Makes the captures of this folder again, with real peers that talk on loopback only. Run as root (tcpdump), without arguments.
#
# Needs, all from Debian 12: openssl gnutls-bin libnss3-tools curl nginx-light stunnel4 openjdk-17-jdk-headless python3 tcpdump
# wireshark-common iproute2. Every process is bounded by a time limit. The keys and certificates are made in a temporary folder and are
# thrown away with it; times and random numbers differ from run to run, what the captures show does not.
set -euo pipefail

samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
started=()

finish() {
    for process in "${started[@]}"; do
        kill "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
cd "$work"

# --- Throw-away PKI -------------------------------------------------------------------------------------------------------

# authority NAME COMMON-NAME
authority() {
    certtool --generate-privkey --key-type rsa --bits 2048 --outfile "$1.key" 2>/dev/null
    printf '%s\n' 'organization = "TlsTools Throw-Away Test"' "cn = \"$2\"" ca cert_signing_key crl_signing_key \
        'activation_date = "2024-01-01 00:00:00"' 'expiration_date = "2044-01-01 00:00:00"' > "$1.cfg"
    certtool --generate-self-signed --load-privkey "$1.key" --template "$1.cfg" --outfile "$1.pem" 2>/dev/null
}

# certificate NAME COMMON-NAME AUTHORITY EXPIRATION TEMPLATE-LINE...
certificate() {
    local name=$1 common=$2 authority=$3 expiration=$4
    shift 4
    certtool --generate-privkey --key-type rsa --bits 2048 --outfile "$name.key" 2>/dev/null
    printf '%s\n' 'organization = "TlsTools Throw-Away Test"' "cn = \"$common\"" signing_key encryption_key \
        'activation_date = "2024-01-01 00:00:00"' "expiration_date = \"$expiration\"" "$@" > "$name.cfg"
    certtool --generate-certificate --load-privkey "$name.key" --load-ca-certificate "$authority.pem" \
        --load-ca-privkey "$authority.key" --template "$name.cfg" --outfile "$name.pem" 2>/dev/null
    openssl pkcs12 -export -in "$name.pem" -inkey "$name.key" -certfile "$authority.pem" -name "$name" \
        -passout pass:throw-away -out "$name.p12"
}

authority authority 'Throw-Away Root CA'
authority other 'Throw-Away Other CA'
certificate server broker.example authority '2044-01-01 00:00:00' tls_www_server \
    'dns_name = "broker.example"' 'dns_name = "localhost"' 'ip_address = "127.0.0.1"'
certificate expired broker.example authority '2024-03-01 00:00:00' tls_www_server 'dns_name = "broker.example"' 'dns_name = "localhost"'
certificate client kafka-client authority '2044-01-01 00:00:00' tls_www_client
certificate stranger stranger other '2044-01-01 00:00:00' tls_www_client
keytool -importcert -noprompt -alias authority -file authority.pem -keystore trust.p12 -storepass throw-away 2>/dev/null

# --- Peers in Java: a broker's listener and its client, which exchange Kafka's ApiVersions ------------------------------------

cat > Peer.java <<'JAVA'
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.security.KeyStore;
import javax.net.ssl.*;

/** Usage: Peer server|client PORT PROTOCOLS KEYSTORE|- [need] */
class Peer {
    private static final byte[] REQUEST = {0, 0, 0, 18, 0, 18, 0, 0, 0, 0, 0, 1, 0, 8, 't', 'l', 's', 't', 'o', 'o', 'l', 's'};
    private static final byte[] ANSWER = {0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 18, 0, 0, 0, 4};

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        String[] protocols = arguments[2].split(",");
        KeyManager[] keys = null;
        if (!arguments[3].equals("-")) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(load(arguments[3]), "throw-away".toCharArray());
            keys = factory.getKeyManagers();
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load("trust.p12"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        if (arguments[0].equals("server")) {
            SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(port, 1, java.net.InetAddress.getByName("127.0.0.1"));
            listener.setEnabledProtocols(protocols);
            listener.setNeedClientAuth(arguments.length > 4);
            exchange((SSLSocket) listener.accept(), REQUEST.length, ANSWER, false);
        } else {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(protocols);
            parameters.setServerNames(java.util.List.of(new SNIHostName("broker.example")));
            socket.setSSLParameters(parameters);
            exchange(socket, ANSWER.length, REQUEST, true);
        }
    }

    private static void exchange(SSLSocket socket, int expected, byte[] message, boolean first) throws Exception {
        try (socket) {
            socket.setSoTimeout(10_000);
            if (first) {
                socket.getOutputStream().write(message);
            }
            new DataInputStream(socket.getInputStream()).readFully(new byte[expected]);
            if (!first) {
                socket.getOutputStream().write(message);
            } else {
                socket.shutdownOutput();
            }
            // Both wait for the other's close_notify, so that the connection ends in order.
            socket.getInputStream().read();
        }
    }

    private static KeyStore load(String path) throws Exception {
        try (FileInputStream file = new FileInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, "throw-away".toCharArray());
            return store;
        }
    }
}
JAVA
javac Peer.java
peer() { timeout 20 java -Xshare:auto -cp . Peer "$@"; }

# --- Capturing --------------------------------------------------------------------------------------------------------------

# capture NAME PORT [micro|nano]: writes what is said on the port from now on; the server listens before, so that the file holds no probe
capture() {
    : > "$1.tcpdump"
    timeout 60 tcpdump -i lo --immediate-mode --time-stamp-precision "${3:-micro}" -U -Z root -w "$1.pcap" "tcp port $2" 2> "$1.tcpdump" &
    sniffer=$!
    started+=("$sniffer")
    for _ in {1..100}; do
        grep -q 'listening on' "$1.tcpdump" && return
        sleep 0.05
    done
    return 1
}

# serve PORT COMMAND...: starts a server and waits until it listens, without connecting to it
serve() {
    local port=$1
    shift
    if [[ -n $(ss -Hltn "sport = :$port") ]]; then
        echo "Port $port is taken." >&2
        return 1
    fi
    timeout 30 "$@" > "server-$port.log" 2>&1 < <(exec timeout 30 sleep 30) &
    server=$!
    started+=("$server")
    for _ in {1..200}; do
        [[ -n $(ss -Hltn "sport = :$port") ]] && return
        sleep 0.05
    done
    cat "server-$port.log" >&2
    return 1
}

# done_with NAME: ends server and capture and keeps the file
done_with() {
    sleep 0.5
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    sleep 0.3
    kill -INT "$sniffer"
    wait "$sniffer" || true
    cp "$1.pcap" "$samples/$1.pcap"
    echo "$1: $(stat -c %s "$1.pcap") bytes"
}

java_server() { serve "$1" java -Xshare:auto -cp . Peer server "$@"; }

# say SECONDS TEXT: what a client's user types, then silence
say() { printf '%b' "$2"; sleep "$1"; }

curl_client() { timeout 20 curl --ipv4 --silent --output /dev/null --max-time 10 --cacert authority.pem "$@" || echo "  curl ends with $?"; }

openssl_client() { timeout 20 openssl s_client -CAfile authority.pem -servername broker.example "$@" > client.log 2>&1 || true; }

# --- The captures -----------------------------------------------------------------------------------------------------------

for version in 1.2 1.3; do
    name=kafka-one-way-tls${version/./}
    java_server 9094 "TLSv$version" server.p12
    capture "$name" 9094
    peer client 9094 "TLSv$version" - || true
    done_with "$name"
done

cat > nginx.conf <<NGINX
daemon off;
master_process off;
error_log $work/nginx-error.log;
pid $work/nginx.pid;
events {}
http {
    access_log off;
    client_body_temp_path $work/body;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    server {
        listen 127.0.0.1:8443 ssl;
        ssl_certificate $work/server.pem;
        ssl_certificate_key $work/server.key;
        ssl_client_certificate $work/authority.pem;
        ssl_verify_client on;
        ssl_protocols TLSv1.2;
        ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384;
        location / { return 200 "throw-away\n"; }
    }
}
NGINX
serve 8443 nginx -c "$work/nginx.conf" -e "$work/nginx-error.log"
capture mutual-tls12 8443
curl_client --cert client.pem --key client.key https://localhost:8443/
done_with mutual-tls12

serve 8443 nginx -c "$work/nginx.conf" -e "$work/nginx-error.log"
capture cipher-mismatch 8443
timeout 10 gnutls-cli --x509cafile authority.pem --priority 'NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CHACHA20-POLY1305' \
    -p 8443 --sni-hostname localhost --verify-hostname localhost 127.0.0.1 < /dev/null > client.log 2>&1 || true
done_with cipher-mismatch

cat > stunnel.conf <<STUNNEL
foreground = yes
pid =
[echo]
accept = 127.0.0.1:8443
exec = /bin/cat
cert = $work/server.pem
key = $work/server.key
CAfile = $work/authority.pem
verifyChain = yes
sslVersion = TLSv1.3
STUNNEL
serve 8443 stunnel stunnel.conf
capture mutual-tls13 8443 nano
say 1 'Hello through TLS 1.3\n' | openssl_client -connect 127.0.0.1:8443 -cert client.pem -key client.key -keylogfile mutual-tls13.keys
done_with mutual-tls13
grep -v '^#' mutual-tls13.keys > "$samples/mutual-tls13.keys"
# The same packets as pcapng, with the secrets inside.
editcap -F pcapng --inject-secrets "tls,$samples/mutual-tls13.keys" mutual-tls13.pcap "$samples/mutual-tls13-with-keys.pcapng" 2>/dev/null

serve 8443 gnutls-serv --port 8443 --echo --require-client-cert --verify-client-cert --x509cafile authority.pem --x509certfile server.pem \
    --x509keyfile server.key --priority 'NORMAL:-VERS-ALL:+VERS-TLS1.3'
capture mutual-tls13-without-keys 8443
say 1 'Hello through TLS 1.3\n' | timeout 10 gnutls-cli --x509cafile authority.pem --x509certfile client.pem --x509keyfile client.key \
    -p 8443 --sni-hostname localhost --verify-hostname localhost 127.0.0.1 > client.log 2>&1 || true
done_with mutual-tls13-without-keys

java_server 9093 TLSv1.2 server.p12 need
capture client-certificate-missing 9093
say 1 '' | openssl_client -connect 127.0.0.1:9093 -tls1_2
done_with client-certificate-missing

serve 8443 openssl s_server -accept 127.0.0.1:8443 -cert server.pem -key server.key -CAfile authority.pem -Verify 5 -verify_return_error -tls1_2
capture client-certificate-unknown-ca 8443
curl_client --cert stranger.pem --key stranger.key https://localhost:8443/
done_with client-certificate-unknown-ca

java_server 9093 TLSv1.2 server.p12 need
capture client-certificate-withheld 9093
peer client 9093 TLSv1.2 stranger.p12 > client.log 2>&1 || true
done_with client-certificate-withheld

java_server 9093 TLSv1.2,TLSv1.3 server.p12
capture version-mismatch 9093
say 1 '' | openssl_client -connect 127.0.0.1:9093 -tls1_1 -cipher DEFAULT@SECLEVEL=0
done_with version-mismatch

mkdir server-database client-database
for database in server-database client-database; do
    certutil -N -d "sql:$database" --empty-password
    certutil -A -d "sql:$database" -n authority -t CT,, -i authority.pem
done
pk12util -i server.p12 -d "sql:server-database" -W throw-away -K '' > /dev/null
serve 8443 selfserv -d sql:server-database -n server -p 8443 -V ssl3:ssl3 -r -r
capture ssl3-no-certificate 8443
say 2 'GET / HTTP/1.0\r\n\r\n' | timeout 10 tstclnt -d sql:client-database -h 127.0.0.1 -p 8443 -V ssl3:ssl3 -o > client.log 2>&1 || true
done_with ssl3-no-certificate

cat > mail.py <<'PYTHON'
import sys

def say(line):
    sys.stdout.write(line + "\r\n")
    sys.stdout.flush()

say("220 mail.example ESMTP throw-away")
for line in sys.stdin:
    verb = line.strip().upper()[:4]
    say("250 mail.example" if verb in ("EHLO", "HELO", "NOOP") else "221 Bye" if verb == "QUIT" else "502 Not here")
    if verb == "QUIT":
        break
PYTHON
cat > stunnel.conf <<STUNNEL
foreground = yes
pid =
[smtp]
accept = 127.0.0.1:2587
protocol = smtp
exec = $(command -v python3)
execArgs = python3 $work/mail.py
cert = $work/server.pem
key = $work/server.key
STUNNEL
serve 2587 stunnel stunnel.conf
capture starttls-smtp 2587
say 1 'EHLO client.example\r\nQUIT\r\n' | openssl_client -connect 127.0.0.1:2587 -quiet -starttls smtp -name client.example
done_with starttls-smtp

java_server 9093 TLSv1.2,TLSv1.3 server.p12
capture http-to-tls-port 9093
curl_client http://localhost:9093/
done_with http-to-tls-port

serve 8443 openssl s_server -accept 127.0.0.1:8443 -cert expired.pem -key expired.key -www -tls1_2
capture server-certificate-expired 8443
curl_client https://localhost:8443/
done_with server-certificate-expired
gzip --best --no-name --force "$samples/server-certificate-expired.pcap"

#!/usr/bin/env bash
# Asks six servers on loopback with tlstools, testssl.sh and sslscan, one tool after the other: what docs/side-by-side.md is made of.
# Usage: side-by-side.sh TLSTOOLS FOLDER        (FOLDER gets the certificates, the configurations and what the tools print)
set -uo pipefail
tlstools=$(realpath "${1:?TLSTOOLS}") folder=${2:?FOLDER}
mkdir -p "$folder" && cd "$folder" || exit 2
for program in openssl nginx stunnel gnutls-serv sslscan testssl; do
    command -v "$program" >/dev/null || { echo "$program is not on this machine." >&2; exit 2; }
done

identity() { openssl req -x509 -newkey "${@:3}" -nodes -subj "/CN=$2" -addext "subjectAltName=DNS:$2" -days 30 -keyout "$1.key" -out "$1.pem" 2>/dev/null; }
identity rsa server.example rsa:2048
identity ec server.example ec -pkeyopt ec_paramgen_curve:P-256
for number in {1..10}; do
    identity "ca$number" "Throw-Away Authority $number" ec -pkeyopt ec_paramgen_curve:P-256
done
cat ca?.pem ca??.pem > ca.pem

free() { local port; while port=$(shuf -i 20000-32000 -n 1) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done; echo "$port"; }
servers=(openssl-both openssl-1.3 nginx stunnel gnutls openssl-old)
declare -A port
for server in "${servers[@]}"; do port[$server]=$(free); done

cat > nginx.conf <<EOF
daemon off; master_process off; pid $PWD/nginx.pid; error_log stderr warn; events { }
http { access_log off; server {
  listen 127.0.0.1:${port[nginx]} ssl http2; server_name server.example; ssl_protocols TLSv1.2 TLSv1.3;
  ssl_certificate $PWD/rsa.pem; ssl_certificate_key $PWD/rsa.key; ssl_certificate $PWD/ec.pem; ssl_certificate_key $PWD/ec.key;
  ssl_client_certificate $PWD/ca.pem; ssl_verify_client on; ssl_prefer_server_ciphers on; ssl_ecdh_curve secp384r1:X25519;
  ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA; return 200 "x"; } }
EOF
printf '%s\n' 'foreground = yes' 'pid =' '[tls]' "accept = 127.0.0.1:${port[stunnel]}" "connect = 127.0.0.1:${port[openssl-both]}" "cert = $PWD/rsa.pem" "key = $PWD/rsa.key" "CAfile = $PWD/ca.pem" 'verify = 2' > stunnel.conf

started=()
trap 'kill "${started[@]}" 2>/dev/null' EXIT
serve() { timeout 3600 "$@" </dev/null >/dev/null 2>&1 & started+=($!); }
serve openssl s_server -www -quiet -accept "127.0.0.1:${port[openssl-both]}" -cert rsa.pem -key rsa.key -dcert ec.pem -dkey ec.key -CAfile ca.pem -Verify 5 -serverpref -groups P-384:X25519 \
    -cipher ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256:AES128-SHA256 -ciphersuites TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256
serve openssl s_server -www -quiet -accept "127.0.0.1:${port[openssl-1.3]}" -tls1_3 -cert rsa.pem -key rsa.key -CAfile ca.pem -Verify 5 -verify_return_error
serve nginx -p "$PWD" -e stderr -c nginx.conf
serve stunnel stunnel.conf
serve gnutls-serv -q -p "${port[gnutls]}" --x509certfile rsa.pem --x509keyfile rsa.key --x509cafile ca.pem --require-client-cert --priority 'NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2'
serve openssl s_server -www -quiet -accept "127.0.0.1:${port[openssl-old]}" -cert rsa.pem -key rsa.key -CAfile ca.pem -cipher ALL:@SECLEVEL=0 -verify 5
sleep 3

ask() {
    local begin=$EPOCHREALTIME
    timeout 600 "${@:3}" </dev/null > "$1.$2.txt" 2>&1
    echo "$1 $2: exit $?, $(( (${EPOCHREALTIME/./} - ${begin/./}) / 1000 )) ms, in $1.$2.txt"
}
for server in "${servers[@]}"; do
    ask "$server" tlstools "$tlstools" probe "127.0.0.1:${port[$server]}" --server-name server.example --all
    ask "$server" sslscan sslscan --no-colour --sni-name=server.example "127.0.0.1:${port[$server]}"
    quietly=(testssl --color 0 --warnings batch --quiet --ip 127.0.0.1 --connect-timeout 5 --openssl-timeout 5)
    ask "$server" testssl "${quietly[@]}" -p -P -f -S -R -C -Z "server.example:${port[$server]}"
    ask "$server" testssl-suites "${quietly[@]}" -E "server.example:${port[$server]}"
done

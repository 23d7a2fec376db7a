#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real mail server on loopback that does what the address asks for. Prints its port; ends with its input.

  nobody@…    550 after RCPT          busy@…     451 after RCPT, always
  grey@…      451 the first time      content@…  554 after the text
  full@…      452 after the text      slow@…     waits before it answers
  from refused@… 553 after MAIL
Everything else is kept in the folder as <number>.eml, its envelope in X-MailFrom and X-RcptTo, and as its reader
sees it in <number>.txt: subject and words, decoded by Python's own mail library.
"""
import argparse
import asyncio
import email
import email.policy
import os
import socket
import ssl
import subprocess
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


def seen(content):
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == 'text']
    return '\n'.join([message['Subject'], *parts])


class Handler:
    def __init__(self, folder, slow):
        self.folder, self.slow = folder, slow
        self.kept = 0
        self.met = set()

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith('refused'):
            return '553 5.1.8 we do not know you'
        envelope.mail_from = address
        return '250 OK'

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split('@')[0]
        first = name not in self.met
        self.met.add(name)
        if name == 'nobody':
            return f'550 5.1.1 {address} is nobody here'
        if name == 'busy' or (name == 'grey' and first):
            return '451 4.7.1 come back later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split('@')[0]
        if name == 'slow':
            await asyncio.sleep(self.slow)
        if name == 'content':
            return f'554 5.7.1 {envelope.rcpt_tos[0]} does not want this'
        if name == 'full':
            return '452 4.2.2 no room'
        self.kept += 1
        with open(os.path.join(self.folder, f'{self.kept}.txt'), 'w', encoding='utf-8') as file:
            file.write(seen(envelope.content))
        path = os.path.join(self.folder, f'{self.kept}.eml')
        with open(path + '.part', 'wb') as file:
            file.write(f'X-MailFrom: {envelope.mail_from}\r\nX-RcptTo: {envelope.rcpt_tos[0]}\r\n'.encode())
            file.write(envelope.content)
        os.rename(path + '.part', path)
        return '250 OK'


def certificate(folder):
    """A key and a certificate for localhost that signs itself."""
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-keyout', f'{folder}/key.pem', '-out', f'{folder}/cert.pem', '-days', '2', '-subj', '/CN=localhost',
                    '-addext', 'subjectAltName=DNS:localhost'], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f'{folder}/cert.pem', f'{folder}/key.pem')
    return context


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('folder')
    ask.add_argument('--slow', type=float, default=3)
    ask.add_argument('--tls', action='store_true', help='STARTTLS, required; the certificate is FOLDER/cert.pem')
    ask.add_argument('--password', help='NAME:PASSWORD, required')
    given = ask.parse_args()

    def check(server, session, envelope, mechanism, data):
        name, word = given.password.split(':')
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (name.encode(), word.encode())
        return AuthResult(success=good, handled=good)

    more = {}
    if given.tls:
        more |= {'tls_context': certificate(given.folder), 'require_starttls': True}
    if given.password:
        more |= {'authenticator': check, 'auth_required': True, 'auth_require_tls': False}
    controller = Controller(Handler(given.folder, given.slow), hostname='127.0.0.1', port=0, **more)
    # A free port is only known once bound, and the controller wants to call itself: bind first.
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    print(controller.port, flush=True)
    sys.stdin.read()
    controller.stop()


main()

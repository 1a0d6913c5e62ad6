FROM python:3.12
COPY ops/start /start
COPY . .
